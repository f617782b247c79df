import { isTroubled, type Lane } from './lane.ts'

/** Attempts under way in one process at most. */
export const most = 256
/** Of those, at endpoints that have answered in time, and at all others: hanging ones never take all the room. */
const mostProven = 128
const mostUnproven = 64

/** Who may begin an attempt: the first at an endpoint that nothing speaks against finds room beside all that wait. */
export const createRoom = () => {
  const underWay = { proven: 0, unproven: 0 }
  const total = () => underWay.proven + underWay.unproven
  const isProven = (lane: Lane) => lane.isKnown && !isTroubled(lane)
  return {
    total,
    isFull: () => total() >= most,
    has: (lane: Lane): boolean => {
      if (total() >= most) return false
      if (lane.underWay === 0 && !isTroubled(lane)) return true
      return isProven(lane) ? underWay.proven < mostProven : underWay.unproven < mostUnproven
    },
    /** Takes room for an attempt; answers what gives it back. */
    take: (lane: Lane): (() => void) => {
      const kind = isProven(lane) ? 'proven' : 'unproven'
      underWay[kind] += 1
      lane.underWay += 1
      return () => {
        underWay[kind] -= 1
        lane.underWay -= 1
      }
    },
  }
}
