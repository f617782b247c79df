/** How a picture is to be turned, as EXIF counts it: 1 is upright, 8 the last. */
const upright = 1

/** The orientation in a block of EXIF data, which is a TIFF file; upright where it says nothing that makes sense. */
export const readOrientation = (tiff: Buffer): number => {
  const order = tiff.toString('latin1', 0, 4)
  const isLittle = order === 'II*\0'
  if (!isLittle && order !== 'MM\0*') return upright
  const read16 = (at: number) =>
    at + 2 > tiff.length ? 0 : isLittle ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at)
  if (tiff.length < 8) return upright
  const directory = isLittle ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4)
  for (let entry = 0; entry < read16(directory); entry++) {
    const at = directory + 2 + entry * 12
    if (at + 12 > tiff.length) break
    if (read16(at) !== 0x0112) continue
    const value = read16(at + 8)
    return value >= 1 && value <= 8 ? value : upright
  }
  return upright
}
