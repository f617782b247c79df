import { existsSync } from 'node:fs'
import { lstat, open, readdir, readlink, rename, rm, symlink } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { findCode, isRunning } from './processes.ts'

const claimLastsFor = 20_000
const inProgress = new Map<string, Promise<void>>()

/**
 * Makes a folder that is either whole or absent, whenever the process is killed: `build` fills a draft beside it, which
 * then takes its name. Of several processes one builds and the others wait for it. That claim only saves work: should it
 * be wrong, two build and the rename decides, because it never replaces a folder with something in it.
 */
export function makeWholeFolder(target: string, build: (draft: string) => Promise<void>): Promise<void> {
  const made = inProgress.get(target) ?? makeOnce(target, build).finally(() => inProgress.delete(target))
  inProgress.set(target, made)
  return made
}

async function makeOnce(target: string, build: (draft: string) => Promise<void>): Promise<void> {
  const claim = `${target}.claim`
  while (!existsSync(target)) {
    if (await takeClaim(claim)) {
      try {
        if (!existsSync(target)) await buildDraft(target, build)
      } finally {
        await rm(claim, { force: true })
      }
    } else await sleep(20)
  }
}

async function buildDraft(target: string, build: (draft: string) => Promise<void>): Promise<void> {
  await removeAbandonedDrafts(target)
  const draft = `${target}.draft-${process.pid}`
  try {
    await build(draft)
    await rename(draft, target)
    await syncFolder(dirname(target))
  } catch (error) {
    if (!existsSync(target)) throw error
  } finally {
    await rm(draft, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** A symlink is made in one step together with its content, the number of the process that owns the claim. */
async function takeClaim(claim: string): Promise<boolean> {
  try {
    await symlink(String(process.pid), claim)
    return true
  } catch (error) {
    if (findCode(error) !== 'EEXIST') throw error
  }
  try {
    const age = Date.now() - (await lstat(claim)).mtimeMs
    // The number may be another process's by now, for example after a container has started again: hence the time limit.
    if (!isOthers(Number(await readlink(claim))) || age > claimLastsFor) await rm(claim, { force: true })
  } catch (error) {
    if (findCode(error) !== 'ENOENT') throw error
  }
  return false
}

async function removeAbandonedDrafts(target: string): Promise<void> {
  const prefix = `${basename(target)}.draft-`
  const drafts = (await readdir(dirname(target))).filter((name) => name.startsWith(prefix))
  for (const draft of drafts.filter((name) => !isOthers(Number(name.slice(prefix.length))))) {
    await rm(join(dirname(target), draft), { recursive: true, force: true, maxRetries: 5 })
  }
}

/** Claims of this process are in `inProgress`, so one on disk with its number is a namesake's that is gone. */
function isOthers(pid: number): boolean {
  return pid !== process.pid && isRunning(pid)
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path)
  await folder.sync().finally(() => folder.close())
}
