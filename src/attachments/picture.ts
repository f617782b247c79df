/** A photo as its file was read: its measures, and only what a decoder needs to make the picture. */
export interface Picture {
  width: number
  height: number
  /** How it is to be turned, as EXIF counts it; 1 is upright. */
  orientation: number
  image: Buffer
}

/** Thrown by a reader of photos: the file breaks off, or contradicts itself. */
export class BrokenPicture extends Error {
  override readonly name = 'BrokenPicture'
}
