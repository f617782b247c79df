import type { OrganizationKind } from '../../schemas/organization.ts'
import type { Names } from '../../schemas/primitives.ts'
import type { Role } from '../../schemas/roles.ts'
import type { ActDevice, ActSignature } from './act.ts'

const say = (kk: string, ru: string, en: string): Names => ({ kk, ru, en })

export const actTexts = {
  title: say('Қабылдау-тапсыру актісі', 'Акт приёма-передачи', 'Handover act'),
  subject: say('медициналық жабдықты', 'медицинского оборудования', 'for medical equipment'),
  preamble: say(
    'Тапсырушы тарап төменде аталған медициналық жабдықты тапсырды, ал қабылдаушы тарап оны тексеріп, әр бірлік бойынша осы актіде көрсетілген шешімді қабылдады.',
    'Передающая сторона передала, а принимающая сторона осмотрела перечисленное ниже медицинское оборудование и приняла по каждой единице решение, указанное в настоящем акте.',
    'The handing-over party has handed over the medical equipment listed below; the receiving party has examined it and decided about each unit as this act states.',
  ),
  place: say('Жасалған орны', 'Место составления', 'Place'),
  signedOn: say('Қол қойылған күні', 'Дата подписания', 'Signed'),
  parties: say('Тараптар', 'Стороны', 'Parties'),
  devices: say('Жабдықтың тізбесі', 'Перечень оборудования', 'Equipment'),
  result: say('Шешім, ескертпелер', 'Решение, замечания', 'Decision, remarks'),
  reason: say('Себебі', 'Причина', 'Reason'),
  serialOrUdi: say('Зауыттық нөмірі, UDI', 'Заводской номер, UDI', 'Serial number, UDI'),
  packages: say('Қаптамалар мен пломбалар', 'Грузовые места и пломбы', 'Packages and seals'),
  packed: say('Жөнелтілген қаптамалар', 'Отправлено грузовых мест', 'Packages sent'),
  counted: say('Алынған қаптамалар', 'Получено грузовых мест', 'Packages received'),
  seals: say('Пломбалар', 'Пломбы', 'Seals'),
  sealsIntact: say('бүтін', 'целы', 'intact'),
  sealsBroken: say('бүлінген', 'нарушены', 'broken'),
  receivedAt: say('Алынған уақыты', 'Время получения', 'Received'),
  note: say('Ескертпе', 'Примечание', 'Note'),
  missing: say('Жеткізілмеген бірліктер', 'Недостающие единицы', 'Missing units'),
  evidence: say('Растау және тексеру', 'Подтверждение и проверка', 'Confirmation and verification'),
  confirmedText: say(
    'Расталған мәтіннің SHA-256 мәні',
    'SHA-256 подтверждённого текста',
    'SHA-256 of the confirmed text',
  ),
  chain: say(
    'Оқиғалар журналының соңғы жазбасы',
    'Последняя запись журнала событий',
    'Head of the event log',
  ),
  verify: say('Түпнұсқалығын тексеру', 'Проверка подлинности', 'Verify this act'),
  signatures: say('Тараптардың қолдары', 'Подписи сторон', 'Signatures'),
  gave: say('Тапсырды', 'Сдал', 'Handed over'),
  took: say('Қабылдады', 'Принял', 'Received'),
  position: say('лауазымы', 'должность', 'position'),
  signature: say('қолы', 'подпись', 'signature'),
  fullName: say('аты-жөні', 'Ф. И. О.', 'name'),
  date: say('күні', 'дата', 'date'),
  stamp: say('М. О.', 'М. П.', 'Seal'),
  annex: say('Қосымша. Тексеру нәтижелері', 'Приложение. Результаты проверки', 'Annex. Inspection results'),
  instruments: say('Өлшеу құралдары', 'Средства измерений', 'Measuring instruments'),
  instrument: say('Құрал', 'Прибор', 'Instrument'),
  instrumentShort: say('Құр.', 'Приб.', 'Instr.'),
  instrumentNumber: say('Құралдың нөмірі', 'Номер прибора', 'Instrument number'),
  calibrated: say('Калибрленген күні', 'Дата калибровки', 'Calibrated'),
  protocol: say('Хаттама', 'Протокол', 'Protocol'),
  tester: say('Тексерген', 'Проверил', 'Tested by'),
  check: say('Тексерілетін көрсеткіш', 'Проверяемый показатель', 'Check'),
  found: say('Нақты мәні', 'Результат', 'Found'),
  limit: say('Шегі', 'Норма', 'Limit'),
  verdict: say('Қорытынды', 'Заключение', 'Verdict'),
  passed: say('сәйкес', 'соответствует', 'passed'),
  failed: say('сәйкес емес', 'не соответствует', 'failed'),
  notDone: say('тексерілмеді', 'не проверялось', 'not checked'),
  safety: say('қауіпсіздік', 'безопасность', 'safety'),
  photos: say('фотосурет', 'фото', 'photos'),
  atMost: say('ең көбі', 'не более', 'at most'),
  atLeast: say('ең кемі', 'не менее', 'at least'),
  yes: say('иә', 'да', 'yes'),
  no: say('жоқ', 'нет', 'no'),
} as const

export const outcomeTexts: Record<ActDevice['outcome'], Names> = {
  accepted: say('Қабылданды', 'Принято', 'Accepted'),
  acceptedWithRemarks: say('Ескертпелермен қабылданды', 'Принято с замечаниями', 'Accepted with remarks'),
  rejected: say('Қабылданбады', 'Не принято', 'Rejected'),
  missing: say('Жеткізілмеді', 'Не доставлено', 'Missing'),
  undecided: say('Шешім күтілуде', 'Ожидает решения', 'Awaiting a decision'),
}

export const methodTexts: Record<ActSignature['method'], Names> = {
  link: say('электрондық растау сілтемесі арқылы', 'по электронной ссылке', 'by confirmation link'),
  account: say('жүйедегі есептік жазба арқылы', 'через учётную запись в системе', 'by account in the system'),
}

export const packingTexts = {
  title: say('Қаптау парағы', 'Упаковочный лист', 'Packing list'),
  consignor: say('Жүк жөнелтуші', 'Грузоотправитель', 'Consignor'),
  consignee: say('Жүк алушы', 'Грузополучатель', 'Consignee'),
  carrier: say('Тасымалдаушы', 'Перевозчик', 'Carrier'),
  terms: say('Жеткізу шарты', 'Условия поставки', 'Terms of delivery'),
  contents: say('Қаптамалардың құрамы', 'Содержимое грузовых мест', 'Contents'),
  package: say('Қаптама', 'Грузовое место', 'Package'),
  grossWeight: say('Брутто салмағы', 'Масса брутто', 'Gross weight'),
  unitsInside: say('Бірліктер', 'Единиц', 'Units'),
  total: say('Барлығы', 'Итого', 'Total'),
  packages: say('Қаптамалар', 'Грузовых мест', 'Packages'),
  unweighed: say(
    'салмағы көрсетілмеген қаптамалар',
    'мест без указания массы',
    'packages without a stated weight',
  ),
  verify: say('Жөнелтілім парағы', 'Страница поставки', 'Page of the shipment'),
} as const

export const labelTexts = {
  title: say('Жапсырмалар', 'Этикетки', 'Labels'),
  package: say('Қаптама', 'Место', 'Package'),
  units: say('Бірліктер', 'Единиц', 'Units'),
  weight: say('Брутто', 'Брутто', 'Gross'),
  from: say('Кімнен', 'От кого', 'From'),
  to: say('Кімге', 'Кому', 'To'),
} as const

/** Words of every document. */
export const sharedTexts = {
  number: say('№', '№', 'No.'),
  date: say('Күні', 'Дата', 'Date'),
  donation: say('Қайырмалдық', 'Пожертвование', 'Donation'),
  shipment: say('Жөнелтілім', 'Поставка', 'Shipment'),
  contract: say('Шарт', 'Договор', 'Contract'),
  reference: say('Жөнелтушінің нөмірі', 'Номер отправителя', "Sender's number"),
  device: say('Жабдық, коды', 'Оборудование, код', 'Equipment, code'),
  make: say('Өндіруші, үлгісі', 'Производитель, модель', 'Maker, model'),
  serial: say('Зауыттық нөмірі', 'Заводской номер', 'Serial number'),
  page: say('бет', 'стр.', 'page'),
  kilogram: say('кг', 'кг', 'kg'),
  bin: say('БСН', 'БИН', 'BIN'),
  total: say('Барлығы', 'Всего', 'Total'),
} as const

export const sideTexts: Record<'handsOver' | 'receives', Names> = {
  handsOver: say('Тапсырушы тарап', 'Передающая сторона', 'Handing-over party'),
  receives: say('Қабылдаушы тарап', 'Принимающая сторона', 'Receiving party'),
}

export const roleTexts: Record<Role, Names> = {
  donor: say('Донор', 'Донор', 'Donor'),
  recipient: say('Алушы', 'Получатель', 'Recipient'),
  coordinator: say('Үйлестіруші', 'Координатор', 'Coordinator'),
  partner: say('Серіктес', 'Партнёр', 'Partner'),
  supplier: say('Жеткізуші', 'Поставщик', 'Supplier'),
  carrier: say('Тасымалдаушы', 'Перевозчик', 'Carrier'),
  authority: say('Мемлекеттік орган', 'Государственный орган', 'Authority'),
}

export const kindTexts: Record<OrganizationKind, Names> = {
  foundation: say('қор', 'фонд', 'foundation'),
  club: say('клуб', 'клуб', 'club'),
  hospital: say('медициналық ұйым', 'медицинская организация', 'hospital'),
  authority: say('мемлекеттік орган', 'государственный орган', 'authority'),
  supplier: say('жеткізуші', 'поставщик', 'supplier'),
  carrier: say('тасымалдаушы', 'перевозчик', 'carrier'),
}

/** Units of measure whose UCUM code is not what a reader expects to see. */
export const measureTexts: Readonly<Record<string, Names>> = {
  mOhm: say('мОм', 'мОм', 'mΩ'),
  Ohm: say('Ом', 'Ом', 'Ω'),
  MOhm: say('МОм', 'МОм', 'MΩ'),
  uA: say('мкА', 'мкА', 'µA'),
  mA: say('мА', 'мА', 'mA'),
  V: say('В', 'В', 'V'),
  Hz: say('Гц', 'Гц', 'Hz'),
  W: say('Вт', 'Вт', 'W'),
  mW: say('мВт', 'мВт', 'mW'),
  Cel: say('°C', '°C', '°C'),
  'dB[A]': say('дБА', 'дБА', 'dBA'),
  'dB[SPL]': say('дБА', 'дБА', 'dBA'),
  dB: say('дБ', 'дБ', 'dB'),
  '%': say('%', '%', '%'),
  lx: say('лк', 'лк', 'lx'),
  nm: say('нм', 'нм', 'nm'),
  mm: say('мм', 'мм', 'mm'),
  kg: say('кг', 'кг', 'kg'),
  s: say('с', 'с', 's'),
  min: say('мин', 'мин', 'min'),
  h: say('сағ', 'ч', 'h'),
  deg: say('°', '°', '°'),
  '{count}': say('дана', 'шт.', 'pcs'),
}

export const monthTexts: readonly Names[] = [
  say('қаңтар', 'января', 'January'),
  say('ақпан', 'февраля', 'February'),
  say('наурыз', 'марта', 'March'),
  say('сәуір', 'апреля', 'April'),
  say('мамыр', 'мая', 'May'),
  say('маусым', 'июня', 'June'),
  say('шілде', 'июля', 'July'),
  say('тамыз', 'августа', 'August'),
  say('қыркүйек', 'сентября', 'September'),
  say('қазан', 'октября', 'October'),
  say('қараша', 'ноября', 'November'),
  say('желтоқсан', 'декабря', 'December'),
]
