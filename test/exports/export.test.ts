import { strFromU8, unzipSync } from 'fflate'
import t, { type Test } from 'tap'
import { v7 as uuidv7 } from 'uuid'
import { organizations } from '../../src/database/tables.ts'
import { forms } from '../../src/exports/export.ts'
import { build, type Organization, speakAs } from '../support/build.ts'
import { readDocument } from '../support/openapi.ts'
import { publishAll } from '../support/publish.ts'
import { makeCast, newDonation } from '../support/walk.ts'

const start = async (t: Test) => {
  const built = await build(t)
  const cast = await makeCast(built)
  const download = async (accept: string, url = '/v1/donations', { key }: Organization = cast.donor) => {
    const headers = { authorization: `Bearer ${key}`, accept }
    return built.app.inject({ url, headers })
  }
  return { built, cast, donor: speakAs(built, cast.donor), download }
}

const parts = (bytes: Buffer) =>
  Object.fromEntries(Object.entries(unzipSync(bytes)).map(([name, part]) => [name, strFromU8(part)]))

const linesOf = (text: string) =>
  text
    .replace(/^\uFEFF/, '')
    .trimEnd()
    .split('\r\n')

t.test('answers a list as CSV, a column for each field, to be saved under a name', async (t) => {
  const { cast, donor, download } = await start(t)
  const { body } = await donor.post('/v1/donations', {
    ...newDonation(cast, 3),
    title: 'Құрсақтан, "бесікке"',
  })
  const response = await download('text/csv')
  t.equal(response.statusCode, 200)
  t.match(response.headers, {
    'content-type': 'text/csv; charset=utf-8; header=present',
    'content-disposition': /^attachment; filename="besik-donations-\d{4}-\d\d-\d\d\.csv"$/,
  })
  t.equal(response.body.charCodeAt(0), 0xfeff, 'spreadsheets see that it is UTF-8')
  t.same(linesOf(response.body), [
    'id,code,title,programme,state,recipient.id,recipient.kind,recipient.name,quantity,accepted,createdAt',
    `${body.id},${body.code},"Құрсақтан, ""бесікке""",,pledged,${cast.recipient.id},hospital,City Perinatal Center,3,0,${body.createdAt}`,
  ])
})

t.test('lets no text become a formula', async (t) => {
  const { cast, donor, download } = await start(t)
  for (const title of ['=HYPERLINK("x")', '+1', '@SUM(1)', '-2'])
    await donor.post('/v1/donations', { ...newDonation(cast, 1), title })
  const titles = linesOf((await download('text/csv')).body).slice(1)
  t.equal(titles.length, 4)
  for (const line of titles) t.match(line, /,"?'[=+@-]/)
  const sheet = parts((await download(forms.xlsx)).rawPayload)['xl/worksheets/sheet1.xml'] ?? ''
  t.match(sheet, '<is><t xml:space="preserve">=HYPERLINK("x")</t></is>')
  t.notMatch(sheet, '<f>')
})

t.test('answers a list as a spreadsheet with numbers, instants and text', async (t) => {
  const { cast, donor, download } = await start(t)
  const { body } = await donor.post('/v1/donations', { ...newDonation(cast, 3), title: 'A & B <C>' })
  const response = await download(forms.xlsx)
  t.equal(response.headers['content-type'], forms.xlsx)
  t.match(response.headers['content-disposition'], /\.xlsx"$/)
  const files = parts(response.rawPayload)
  t.same(Object.keys(files).sort(), [
    '[Content_Types].xml',
    '_rels/.rels',
    'xl/_rels/workbook.xml.rels',
    'xl/styles.xml',
    'xl/workbook.xml',
    'xl/worksheets/sheet1.xml',
  ])
  const sheet = files['xl/worksheets/sheet1.xml'] ?? ''
  t.equal(sheet.match(/<row>/g)?.length, 2)
  t.match(sheet, '>createdAt (UTC)</t>')
  t.match(sheet, '>A &amp; B &lt;C&gt;</t>')
  t.match(sheet, '<c><v>3</v></c>')
  const [, serial = ''] = /<c s="1"><v>([\d.]+)<\/v>/.exec(sheet) ?? []
  t.equal(new Date(Math.round((Number(serial) - 25_569) * 86_400_000)).toISOString(), body.createdAt)
})

t.test('holds all rows of the filter, however many pages they are, and no others', async (t) => {
  const { built, cast, download } = await start(t)
  const made = Array.from({ length: 1203 }, (_, n) => ({
    id: uuidv7(),
    kind: 'carrier' as const,
    name: `Carrier ${n}`,
    country: 'KZ',
    timeZone: 'Asia/Almaty',
    language: 'ru' as const,
    identifiers: [],
  }))
  await built.db.insert(organizations).values(made)
  const lines = linesOf((await download('text/csv', '/v1/organizations?kind=carrier&limit=1')).body)
  const ids = lines.slice(1).map((line) => line.split(',')[0])
  t.equal(ids.length, 1203)
  t.same(new Set(ids), new Set(made.map(({ id }) => id)))
  const sheet = parts((await download(forms.xlsx, '/v1/organizations?kind=carrier')).rawPayload)
  t.equal(sheet['xl/worksheets/sheet1.xml']?.match(/<row>/g)?.length, 1204)
  const stranger = await built.makeOrganization({ kind: 'club' })
  await speakAs(built, cast.donor).post('/v1/donations', newDonation(cast, 1))
  t.equal(linesOf((await download('text/csv', '/v1/donations', stranger)).body).length, 1, 'only the head')
})

t.test('answers JSON to whoever asks for anything, and a problem as ever to a wrong filter', async (t) => {
  const { download } = await start(t)
  for (const accept of ['*/*', 'application/json, text/csv', 'image/png', 'text/csv;q=0.5, application/json'])
    t.match((await download(accept)).headers['content-type'], /^application\/json/, accept)
  const refused = await download('text/csv', '/v1/donations?cursor=nonsense')
  t.match(refused.headers['content-type'], /^application\/problem\+json/)
  t.match(refused.json(), { code: 'invalid-cursor' })
})

t.test('every list that the API reference offers as a table is one', async (t) => {
  const { download, cast, donor } = await start(t)
  const { body } = await donor.post('/v1/donations', newDonation(cast, 1))
  const { paths } = readDocument().document
  const offered = Object.entries(paths).filter(([, { get }]) => get?.responses[200]?.content?.[forms.csv])
  const open = offered.flatMap(([path, { get }]) => {
    const isOfDonation = get?.parameters?.some(({ name, required }) => name === 'donation' && required)
    return path.includes('{') ? [] : [isOfDonation ? `${path}?donation=${body.id}` : path]
  })
  t.ok(open.length >= 10, open.join(' '))
  for (const path of open)
    for (const accept of Object.values(forms)) {
      const { statusCode, headers } = await download(accept, path, cast.donor)
      t.equal(statusCode, 200, `${path} ${statusCode}`)
      t.ok(String(headers['content-type']).startsWith(accept), path)
    }
})

t.test('deliveries are a table too, with those of the filter', async (t) => {
  const { built, donor, download } = await start(t)
  const { body } = await donor.post('/v1/endpoints', { url: 'https://93.184.216.34/', types: ['*'] })
  const path = `/v1/endpoints/${body.id}`
  for (let count = 0; count < 3; count++) await donor.send(path, 'endpoint.pinged')
  await publishAll(built.db)
  const [head, ...rows] = linesOf((await download('text/csv', `${path}/deliveries?state=pending`)).body)
  t.match(head, /^id,type,stream,sequence,state,/)
  t.equal(rows.length, 3)
  for (const row of rows) t.match(row, ',endpoint.pinged,')
  t.equal(linesOf((await download('text/csv', `${path}/deliveries?state=exhausted`)).body).length, 1)
})
