import { setTimeout as sleep } from 'node:timers/promises'
import { type Binaries, getPackage, prepareBinaries } from './binaries.ts'
import { makeCluster, superuser } from './cluster.ts'
import { findPostmaster, removeForeignLocks } from './pid-file.ts'
import { choosePlaces, openSocketDirectory, type Places } from './places.ts'
import { type Launch, launchPostmaster, port, stopPostmaster } from './postmaster.ts'
import { type Registration, register } from './registration.ts'

export interface EmbeddedServer {
  /** Directory of the unix socket, often the cluster itself: connect with `{ host: socketDirectory, port, database, username }`. */
  socketDirectory: string
  /** Names the socket's file; no TCP port is opened. */
  port: number
  /** The cluster. */
  dataDirectory: string
  /** The data folder given or chosen. */
  folder: string
  /** Needs no password: whoever can enter the socket's folder is trusted. */
  superuser: string
  /** Stops the server (fast shutdown) unless another live service uses it; can be called again. */
  stop(): Promise<void>
}

interface Options {
  folder?: string
  /** More PostgreSQL settings; they apply if this call starts the server. */
  settings?: Record<string, string>
  log: (message: string) => void
}

/** Recovery after a crash can take minutes on a slow disk; a server that fails says so at once. */
const patience = 180_000

/**
 * Makes a server of this cluster answer, whatever was left behind: none, a live one of a killed service, or half a one.
 * As long as this process lives it brings the server back if that is killed.
 */
export async function startEmbedded({ folder, settings = {}, log }: Options): Promise<EmbeddedServer> {
  const source = getPackage()
  const places = choosePlaces(folder, log)
  const binaries = await prepareBinaries(source, places)
  // Once only: a service whose data folder is taken away must fail, not go on with an empty database.
  await makeCluster(binaries, places)
  let stopped: Promise<void> | undefined
  let restored: Promise<void> | undefined
  let registration = await reachServer({ binaries, places, settings, onLost })

  function onLost() {
    if (!stopped) restored = restore()
  }

  async function restore() {
    log('The embedded database went away: bringing it back.')
    while (!stopped) {
      try {
        registration = await reachServer({ binaries, places, settings, onLost })
        return
      } catch (error) {
        log(`The embedded database can't be brought back: ${error instanceof Error ? error.message : error}`)
        await sleep(5_000)
      }
    }
  }

  async function stop() {
    await restored
    const outcome = await registration.release(() => stopPostmaster(places))
    if (outcome === 'shared') log('The embedded database stays up: another service uses it.')
  }

  const { socketDirectory, dataDirectory } = places
  return {
    socketDirectory,
    port,
    dataDirectory,
    folder: places.folder,
    superuser,
    stop: () => {
      stopped ??= stop()
      return stopped
    },
  }
}

interface Reach {
  binaries: Binaries
  places: Places
  settings: Record<string, string>
  onLost: () => void
}

async function reachServer({ binaries, places, settings, onLost }: Reach): Promise<Registration> {
  const { dataDirectory, logFile } = places
  openSocketDirectory(places)
  const deadline = performance.now() + patience
  let launch: Launch | undefined
  while (performance.now() < deadline) {
    const registration = await register(places, onLost)
    if (registration) return registration
    const end = launch?.findEnd()
    if (end === 'failed') throw new Error(`PostgreSQL did not start: ${launch?.readLog()}`)
    if (end === 'held') await removeForeignLocks(places, port)
    if (end) launch = undefined
    if (!launch && !findPostmaster(dataDirectory)) {
      launch = launchPostmaster(binaries, places, settings)
    }
    await sleep(end === 'held' ? 200 : 15)
  }
  throw new Error(`PostgreSQL did not answer in ${patience / 1000} s; its log is ${logFile}.`)
}
