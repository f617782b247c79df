import { type Built, type Organization, speakAs } from './build.ts'
import type { Tenant } from './tenants.ts'

/** A report of a year that has passed. */
export const newReport = { kind: 'yearly', startsOn: '2025-01-01', endsOn: '2025-12-31', languages: ['en'] }

/** Makes a report of a programme of a tenant. */
export const addReportPack = async (built: Built, club: Organization, programme: string) => {
  const { status, body } = await speakAs(built, club).post(
    `/v1/programmes/${programme}/report-packs`,
    newReport,
  )
  if (status !== 201) throw new Error(`${status} ${JSON.stringify(body)}`)
  return { reportPack: String(body.id) }
}

/** What a tenant asks of its reports. */
export const reportPackRequests = {
  makeReportPack: ({ own }: Tenant) => ({ id: own.programme, isMeant: true as const, body: newReport }),
  getReportPack: ({ own }: Tenant) => ({ id: own.reportPack }),
  getReportPackDocument: ({ own }: Tenant) => ({ id: own.reportPack }),
}
