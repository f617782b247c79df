import { toBuffer } from '@bwip-js/node'
import { Transformer } from '@napi-rs/image'

export interface Photo {
  name: string
  bytes: Uint8Array
}

/** A JPEG of a rating plate: the serial number as a bar code with its text, as it would be photographed. */
export const takePhoto = async (serialNumber: string): Promise<Photo> => {
  const plate = await toBuffer({
    bcid: 'code128',
    text: serialNumber,
    includetext: true,
    scale: 6,
    height: 14,
    paddingwidth: 12,
    paddingheight: 12,
    backgroundcolor: 'E8E6E1',
  })
  return { name: `${serialNumber}.jpg`, bytes: await new Transformer(plate).jpeg(85) }
}
