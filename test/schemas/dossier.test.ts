import t from 'tap'
import { NewDocument, type RecordedDocument, toDocumentState } from '../../schemas/dossier.ts'

const document: RecordedDocument = {
  document: 'permit',
  kind: 'importPermit',
  number: 'KZ-1',
  issuer: 'Ministry',
  issuedOn: '2022-10-03',
  recordedAt: '2022-10-03T09:00:00.000Z',
}

t.test('a document is valid from its first day to its last', async (t) => {
  const limited = { ...document, validFrom: '2022-10-10', validUntil: '2022-12-31' }
  const states: [on: string, state: string][] = [
    ['2022-10-09', 'notYetValid'],
    ['2022-10-10', 'valid'],
    ['2022-12-01', 'valid'],
    ['2022-12-02', 'expiring'],
    ['2022-12-31', 'expiring'],
    ['2023-01-01', 'expired'],
  ]
  for (const [on, state] of states) t.equal(toDocumentState(limited, on), state, on)
})

t.test('a document without a last day stays valid, from the day of issue on', async (t) => {
  t.equal(toDocumentState(document, '2022-10-02'), 'notYetValid')
  t.equal(toDocumentState(document, '2022-10-03'), 'valid')
  t.equal(toDocumentState(document, '2052-10-03'), 'valid')
})

t.test('a withdrawn document is withdrawn on any day', async (t) => {
  const withdrawn = { ...document, validUntil: '2022-12-31', withdrawnAt: '2022-10-20T09:00:00.000Z' }
  for (const on of ['2022-10-01', '2022-10-20', '2023-10-20'])
    t.equal(toDocumentState(withdrawn, on), 'withdrawn', on)
})

t.test('refuses a document that names a person, or says more than a document does', async (t) => {
  const { recordedAt: _, ...fresh } = document
  t.ok(NewDocument.safeParse(fresh).success)
  t.notOk(NewDocument.safeParse({ ...fresh, issuer: 'Patient 990101300122' }).success)
  t.notOk(NewDocument.safeParse({ ...fresh, recordedBy: 'somebody' }).success)
  t.notOk(NewDocument.safeParse({ ...fresh, issuedOn: '2022-02-30' }).success)
  t.notOk(NewDocument.safeParse({ ...fresh, languages: [] }).success)
})
