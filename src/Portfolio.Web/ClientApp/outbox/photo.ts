// A photo of a site says no more at its full size, but takes minutes on a poor line.
const light = 1_000_000;
const longest = 2000;

/** The photo at a size that is fit to be looked at; what is no large photo, or cannot be read here, stays as it is. */
export async function lighter(file: File): Promise<File> {
  if (file.type !== 'image/jpeg' || file.size <= light) return file;
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, longest / Math.max(picture.width, picture.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext('2d')!.drawImage(picture, 0, 0, canvas.width, canvas.height);
    const smaller = await new Promise<Blob | null>(resolve => canvas.toBlob(resolve, 'image/jpeg', 0.85));
    return smaller && smaller.size < file.size ? new File([smaller], file.name, { type: file.type, lastModified: file.lastModified }) : file;
  } catch {
    return file;
  }
}
