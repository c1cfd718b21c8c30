using System.Net.Mail;
using System.Text;

namespace Portfolio.Notifications.Mail;

/// <summary>A mail as a file, byte for byte as it leaves.</summary>
public static class EmlFile
{
    /// <summary>The file.</summary>
    /// <param name="letter">The mail.</param>
    /// <param name="settings">Whom it comes from.</param>
    public static byte[] Of(Letter letter, MailSettings settings)
    {
        var folder = Directory.CreateTempSubdirectory("mail-");
        try
        {
            using var client = new SmtpClient { DeliveryMethod = SmtpDeliveryMethod.SpecifiedPickupDirectory, PickupDirectoryLocation = folder.FullName };
            using var message = LetterMessage.Of(letter, settings);
            client.Send(message);
            return WithoutEnvelope(File.ReadAllBytes(folder.GetFiles().Single().FullName));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The client writes who sends to whom in front, for a server that would pick the file up: no part of the mail.</summary>
    private static byte[] WithoutEnvelope(byte[] file)
    {
        var begin = file.AsSpan().IndexOf("Message-ID:"u8);
        return begin < 0 ? throw new InvalidDataException(Encoding.UTF8.GetString(file)) : file[begin..];
    }
}
