const megabyte = 1_000_000

/** What a file may weigh and measure. The measures are read from its head, before anything of it is decoded. */
export const fileLimits = {
  /** Bytes of a photo: the best picture of a telephone takes half of it. */
  photo: 10 * megabyte,
  /** Bytes of a PDF. */
  document: 20 * megabyte,
  pixels: 40 * megabyte,
  /** Pixels of either side. */
  side: 12_000,
}

export const toMegabytes = (bytes: number): number => bytes / megabyte
