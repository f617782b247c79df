import { buffer } from 'node:stream/consumers'
import type { Language } from '../schemas/primitives.ts'
import { findMissing } from './attachments/missing.ts'
import type { Storage } from './attachments/storage.ts'
import { type StoreOptions, storeUpload } from './attachments/store.ts'
import type { OpenLink } from './confirmations/open-link.ts'
import type { PageOptions } from './confirmations/page-routes.ts'
import type { ConfirmationOptions } from './confirmations/routes.ts'
import type { Database } from './database/client.ts'
import { issueAct } from './documents/issue-act.ts'
import { createRenderer } from './documents/renderer.ts'
import type { DocumentOptions } from './documents/routes.ts'
import type { Engine } from './engine/engine.ts'
import type { Details } from './engine/read.ts'
import { problem } from './problems/problem.ts'
import type { ReportPackOptions } from './report-packs/routes.ts'

interface PaperParts {
  db: Database
  engine: Engine
  details: Details
  acts: Storage
  attaching: StoreOptions
  linkTo: (path: string) => string
}

/** Brings confirmations, attachments and documents together, none of which knows the others. */
export const createPapers = ({ db, engine, details, acts, attaching, linkTo }: PaperParts) => {
  const renderer = createRenderer()
  const inStorage = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    try {
      return await work()
    } catch (error) {
      attaching.onError(error)
      throw problem('storage-unavailable')
    }
  }
  const fetchAct = (sha256: string) => inStorage(async () => buffer(await acts.get(sha256)))
  const issuing = {
    details,
    linkTo,
    render: (data: Parameters<typeof renderer.renderDocument<'act'>>[1]) =>
      renderer.renderDocument('act', data),
    keep: (sha256: string, bytes: Uint8Array) => inStorage(() => acts.put(sha256, Buffer.from(bytes))),
  }
  const reporting: Omit<ReportPackOptions, 'engine'> = {
    db,
    draw: (data) => renderer.renderDocument('report', data),
    keep: issuing.keep,
    fetch: fetchAct,
  }
  const documents: DocumentOptions = { ...issuing, db, engine, renderer, fetchAct }

  /** The act for whoever holds a link; asked for again, it is the same one. */
  const makeAct = async ({ link, sender }: OpenLink, languages: Language[]) => {
    const wanted = { sender, shipment: link.shipment, languages }
    const act = await issueAct(db, issuing, wanted, (store) => db.transaction(store))
    return fetchAct(act.sha256)
  }
  const storePhoto: PageOptions['storePhoto'] = ({ donation, link }, file) =>
    storeUpload(attaching, { donation, by: { link: link.id }, ...file })
  const confirming: Omit<PageOptions, 'rateLimit'> & ConfirmationOptions = {
    ...{ db, engine, details, findMissing, linkTo, storePhoto, makeAct },
  }
  return { documents, confirming, reporting: { ...reporting, engine }, close: () => renderer.close() }
}
