import { Protocol } from './protocol.ts'
import genericDevice from './protocols/generic-device.v1.json' with { type: 'json' }
import infantIncubator from './protocols/infant-incubator.v1.json' with { type: 'json' }
import laserIndirectOphthalmoscope from './protocols/laser-indirect-ophthalmoscope.v1.json' with {
  type: 'json',
}
import lowerLimbExoskeleton from './protocols/lower-limb-exoskeleton.v1.json' with { type: 'json' }
import ophthalmicCamera from './protocols/ophthalmic-camera.v1.json' with { type: 'json' }

/** The protocol of equipment that has none of its own. */
export const defaultProtocol = 'generic-device'

/** Every version of every protocol; one that was published never changes, for units are pinned to it. */
export const protocols: readonly Protocol[] = [
  genericDevice,
  infantIncubator,
  laserIndirectOphthalmoscope,
  lowerLimbExoskeleton,
  ophthalmicCamera,
].map((protocol) => Protocol.parse(protocol))

/** A version of a protocol; without one, the newest. */
export const findProtocol = (slug: string, version?: number, among = protocols): Protocol | undefined =>
  among
    .filter((protocol) => protocol.slug === slug && (version ?? protocol.version) === protocol.version)
    .toSorted((one, other) => other.version - one.version)[0]
