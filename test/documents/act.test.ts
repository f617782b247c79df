import t from 'tap'
import { renderHere } from '../../src/documents/render.ts'
import { readCode } from './read-code.ts'
import { readPages, readProperties, readSymbols, readText } from './read-pdf.ts'
import { makeAct } from './samples.ts'

const render = async (...given: Parameters<typeof makeAct>) =>
  (await renderHere({ kind: 'act', data: makeAct(...given) })).bytes

t.test('an act says who hands over what to whom, and with which result', async (t) => {
  const text = await readText(await render(4, { languages: ['ru'] }))
  for (const part of [
    'АКТ ПРИЁМА-ПЕРЕДАЧИ МЕДИЦИНСКОГО ОБОРУДОВАНИЯ',
    '12 января 2023 г.',
    '№ 20-10/2022',
    '20 октября 2022 г.',
    'Передающая сторона Rotary Club Almaty',
    'Принимающая сторона City Perinatal Center',
    'БИН 990340000005',
    'Казахстан',
    'Заводской номер',
    'BR-2022-00001',
    '(01)09506000134352(21)BR2',
    'Принято с замечаниями',
    'Причина: повреждено при перевозке',
    'Всего: 4 · принято 1 · принято с замечаниями 1 · не принято 1 · не доставлено 1',
    'Недостающие единицы',
    'BR-2022-00004',
    '5f'.repeat(32),
    'a4'.repeat(32),
    'Deputy director',
    'по электронной ссылке',
    '12.01.2023 14:58 (UTC+06:00)',
    'подпись',
  ])
    t.ok(text.includes(part), part)
})

t.test('an act tells what was measured, by which instrument and within which limit', async (t) => {
  const text = (await readText(await render(4, { languages: ['ru'] }))).replaceAll('\u00A0', ' ')
  for (const part of [
    'ESA-0117',
    '01.06.2022',
    '184,5 мОм',
    'не более 300 мОм',
    '83 дБА',
    'не более 80 дБА',
    'не соответствует',
    'не проверялось',
    'казахский и русский',
    'фото: 2',
    'Measured twice, the higher value is stated.',
  ])
    t.ok(text.includes(part), part)
})

t.test('every Kazakh letter can be copied out of an act', async (t) => {
  const letters = 'ӘәҒғҚқҢңӨөҰұҮүҺһІі АаБбВвГгДдЕеЁёЖжЗзИиЙйКкЛлМмНнОоПпРрСсТтУуФфХхЦцЧчШшЩщЪъЫыЬьЭэЮюЯя'
  const text = await readText(await render(1, { languages: ['kk'], place: letters }))
  t.ok(text.replaceAll(' ', '').includes(letters.replaceAll(' ', '')))
  t.ok(text.includes('МЕДИЦИНАЛЫҚ ЖАБДЫҚТЫ ҚАБЫЛДАУ-ТАПСЫРУ АКТІСІ'))
  t.ok(text.includes('2023 жылғы 12 қаңтар'))
})

t.test('an act in three languages says everything in each of them', async (t) => {
  const text = await readText(await render(4, { languages: ['kk', 'ru', 'en'] }))
  for (const part of ['Тапсырушы тарап', 'Передающая сторона', 'Handing-over party'])
    t.ok(text.includes(part), part)
  for (const part of ['Қабылданбады', 'Не принято', 'Rejected', 'БСН / БИН / BIN'])
    t.ok(text.includes(part), part)
})

t.test('the code of an act leads to its verification', async (t) => {
  const [symbol] = await readSymbols(await render())
  t.match(symbol && (await readCode(symbol)), { format: /QR/, text: makeAct().verificationUrl })
})

t.test('an act of 200 devices has every one of them, and its table head on each of its pages', async (t) => {
  const pages = await readPages(await render(200, { languages: ['ru'] }))
  const text = pages.join('\n')
  for (const device of makeAct(200).devices) t.ok(text.includes(device.code), device.code)
  const listing = pages.filter((page) => page.includes('Производитель') || /U-\w+-\w+\n/.test(page))
  t.ok(listing.length > 5)
  t.ok(pages.every((page, at) => page.replaceAll(/\s+/g, ' ').includes(`стр. ${at + 1} / ${pages.length}`)))
})

t.test('an act names its language and title and is tagged for readers who hear it', async (t) => {
  const { info, marks, tree } = await readProperties(await render())
  t.match(info, { Language: 'kk', Producer: 'Besik' })
  t.match(info, { Title: /^Қабылдау-тапсыру актісі № D-/, CreationDate: 'D:20230112090500Z' })
  t.match(marks, { Marked: true })
  const roles = JSON.stringify(tree)
  for (const role of ['Document', 'H1', 'H2', 'Table', 'TH', 'TD', 'Figure'])
    t.ok(roles.includes(`"role":"${role}"`), role)
})
