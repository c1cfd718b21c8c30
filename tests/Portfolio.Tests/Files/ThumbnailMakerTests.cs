using System.Text;
using Portfolio.Files.Thumbnails;
using SkiaSharp;

namespace Portfolio.Tests.Files;

/// <summary>Small pictures: upright, without what the camera knew, and never of what would not fit into memory.</summary>
internal sealed class ThumbnailMakerTests
{
    private const string Secret = "22.6657N 106.2522E";

    [TestCase(4000, 3000, 480, 360)]
    [TestCase(900, 2700, 160, 480)]
    [TestCase(300, 200, 300, 200)]
    [TestCase(5000, 3, 480, 1)]
    public void It_keeps_the_shape_and_is_never_larger_than_the_photo(int width, int height, int small, int low)
    {
        using var made = Made(Pictures.Jpeg(width, height));
        Assert.That((made.Width, made.Height), Is.EqualTo((small, low)));
    }

    // Which corner of the stored photo is seen at the top left and at the top right, by the way the camera was held.
    [TestCase(1, 0, 1)]
    [TestCase(2, 1, 0)]
    [TestCase(3, 3, 2)]
    [TestCase(4, 2, 3)]
    [TestCase(5, 0, 2)]
    [TestCase(6, 2, 0)]
    [TestCase(7, 3, 1)]
    [TestCase(8, 1, 3)]
    public void It_stands_upright_however_the_camera_was_held(int orientation, int left, int right)
    {
        using var made = Made(Pictures.Camera(Pictures.Jpeg(800, 600), (ushort)orientation, Secret));
        Assert.That((made.Width, made.Height), Is.EqualTo(orientation > 4 ? (360, 480) : (480, 360)));
        Assert.That(Corner(made, 0.25f), Is.EqualTo(left));
        Assert.That(Corner(made, 0.75f), Is.EqualTo(right));
    }

    [Test]
    public void Where_the_photo_was_taken_stays_in_the_photo()
    {
        var photo = Pictures.Camera(Pictures.Jpeg(800, 600), 1, Secret);
        var made = Encoding.Latin1.GetString(ThumbnailMaker.Of(photo)!);
        Assert.That(Encoding.Latin1.GetString(photo), Does.Contain(Secret));
        Assert.That(made, Does.Not.Contain(Secret).And.Not.Contain("Exif"));
    }

    // As much of it as there is would be shown, were it decoded.
    [TestCase(30_000, 30_000)]
    [TestCase(60_000, 900)]
    public void A_file_that_says_it_is_huge_is_not_decoded(int width, int height) =>
        Assert.That(ThumbnailMaker.Of(Pictures.HugePng(width, height)), Is.Null);

    [TestCase(8000, 6000, false, true)]
    [TestCase(9000, 8000, false, false)]
    [TestCase(4900, 4000, true, false)]
    public void A_camera_may_be_larger_than_what_is_decoded_whole(int width, int height, bool inPasses, bool shown) =>
        Assert.That(ThumbnailMaker.Of(Pictures.HugeJpeg(width, height, inPasses)), shown ? Is.Not.Null : Is.Null);

    [TestCase("FFD8 FFC0 0011 08 0010 0010 03 011100 021100 031100 FFDA 000C 03 0100 0200 0300 003F00", false)]
    [TestCase("FFD8 FFE0 0004 0000 FFFF C0 0011 08 0010 0010 03 011100 021100 031100 FFDA 000C 03 0100 0200 0300 003F00", false)]
    [TestCase("FFD8 FFC2 0011 08 0010 0010 03 011100 021100 031100 FFDA 000C 03 0100 0200 0300 000000", true)]
    [TestCase("FFD8 FFC0 0011 08 0010 0010 03 011100 021100 031100 FFDA 0008 01 0100 003F00 0000", true)]
    [TestCase("FFD8 FFDA 0008 01 0100 003F00 0000", true)]
    [TestCase("FFD8 FFE0 FFFF 0000 0000 0000 0000", true)]
    [TestCase("", true)]
    public void A_photo_in_several_passes_is_known_by_its_markers(string jpeg, bool several) =>
        Assert.That(JpegPasses.Several(Convert.FromHexString(jpeg.Replace(" ", "", StringComparison.Ordinal))), Is.EqualTo(several));

    [Test]
    public void A_file_of_a_size_that_is_taken_shows_as_far_as_it_goes()
    {
        using var made = Made(Pictures.HugePng(600, 400));
        Assert.That((made.Width, made.Height), Is.EqualTo((480, 320)));
    }

    [Test]
    public void What_is_no_picture_gives_none() => Assert.Multiple(() =>
    {
        Assert.That(ThumbnailMaker.Of("%PDF-1.7"u8.ToArray()), Is.Null);
        Assert.That(ThumbnailMaker.Of([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1]), Is.Null);
        Assert.That(ThumbnailMaker.Of([]), Is.Null);
    });

    [Test]
    public void What_one_sees_through_stands_on_white()
    {
        using var made = Made(Pictures.ClearPng(200, 100));
        Assert.That(made.GetPixel(100, 50), Is.EqualTo(SKColors.White));
    }

    private static SKBitmap Made(byte[] picture) => SKBitmap.Decode(ThumbnailMaker.Of(picture));

    private static int Corner(SKBitmap picture, float across)
    {
        var seen = picture.GetPixel((int)(picture.Width * across), picture.Height / 4);
        return Array.FindIndex(Pictures.Corners, c => Math.Abs(c.Red - seen.Red) < 40 && Math.Abs(c.Green - seen.Green) < 40 && Math.Abs(c.Blue - seen.Blue) < 40);
    }
}
