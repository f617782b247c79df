import type { ProblemEntry } from '../entry.ts'

/** A photo or document that cannot be attached, or the place where they are kept. */
export const attachmentProblems = {
  'one-file-expected': {
    status: 400,
    title: {
      kk: 'Бір ғана файл керек',
      ru: 'Нужен ровно один файл',
      en: 'Exactly one file is expected',
    },
    detail: {
      kk: 'Файл келмеді, бос келді немесе бірнешеу болды. Сұраудың деректері ретінде бір файлды жіберіңіз немесе өрістері жоқ, бір ғана файлы бар форманы (multipart/form-data) қолданыңыз.',
      ru: 'Файла нет, он пуст или файлов несколько. Отправьте один файл: как тело запроса или как единственную часть формы (multipart/form-data).',
      en: 'No file came, or an empty one, or more than one. Send one file: as the body of the request, or as the only part of a form (multipart/form-data).',
    },
  },
  'file-type-not-supported': {
    status: 415,
    title: {
      kk: 'Файлдың мұндай түрі қабылданбайды',
      ru: 'Файл такого вида не принимается',
      en: 'Files of this kind are not taken',
    },
    detail: {
      kk: 'Фотосуретті JPEG, PNG немесе WebP түрінде, құжатты PDF түрінде жіберіңіз. Түрі файл атауына емес, мазмұнына қарап анықталады. Келген файлдың түрі: {found}. iPhone-да HEIC орнына JPEG алу үшін: Баптаулар → Камера → Форматтар → Ең үйлесімді.',
      ru: 'Отправьте фотографию в формате JPEG, PNG или WebP либо документ в PDF. Вид файла определяется по содержимому, а не по имени. Определено: {found}. Чтобы iPhone снимал в JPEG, а не в HEIC: Настройки → Камера → Форматы → Наиболее совместимый.',
      en: 'Send a photo as JPEG, PNG or WebP, or a document as PDF. What a file is, its content says, not its name. What came: {found}. For an iPhone to take JPEG rather than HEIC: Settings → Camera → Formats → Most Compatible.',
    },
  },
  'file-too-large': {
    status: 413,
    title: { kk: 'Файл тым үлкен', ru: 'Файл слишком большой', en: 'The file is too large' },
    detail: {
      kk: 'Мұндай файлдың ең үлкен көлемі, МБ: {limit}. Фотосуретті кішірейтіңіз немесе құжатты азырақ дәлдікпен сканерлеңіз.',
      ru: 'Наибольший размер такого файла, МБ: {limit}. Уменьшите фотографию или отсканируйте документ с меньшим разрешением.',
      en: 'The most that such a file may weigh, in MB: {limit}. Make the photo smaller, or scan the document at a lower resolution.',
    },
  },
  'photo-too-many-pixels': {
    status: 413,
    title: {
      kk: 'Фотосуреттің өлшемі тым үлкен',
      ru: 'Размеры фотографии слишком велики',
      en: 'The photo has too many pixels',
    },
    detail: {
      kk: 'Фотосуреттің ең үлкен өлшемі, мегапиксель: {pixels}; әр қабырғасы, пиксель: {side}. Фотосуретті кішірейтіп, қайта жіберіңіз.',
      ru: 'Наибольший размер фотографии, мегапикселей: {pixels}; каждой стороны, пикселей: {side}. Уменьшите фотографию и отправьте её ещё раз.',
      en: 'The most that a photo may have, in megapixels: {pixels}; on each side, in pixels: {side}. Make it smaller and send it again.',
    },
  },
  'photo-unreadable': {
    status: 400,
    title: {
      kk: 'Фотосуретті оқу мүмкін болмады',
      ru: 'Фотографию не удалось прочитать',
      en: 'The photo cannot be read',
    },
    detail: {
      kk: 'Файл фотосурет ретінде басталады, бірақ толық емес немесе бүлінген. Оны өз құрылғыңызда ашып көріп, қайта жіберіңіз.',
      ru: 'Файл начинается как фотография, но он неполный или повреждён. Проверьте, открывается ли он у вас, и отправьте его ещё раз.',
      en: 'The file begins as a photo but is cut off or damaged. See whether it opens on your device, and send it again.',
    },
  },
  'document-unreadable': {
    status: 400,
    title: {
      kk: 'PDF құжатын оқу мүмкін болмады',
      ru: 'Документ PDF не удалось прочитать',
      en: 'The PDF cannot be read',
    },
    detail: {
      kk: 'Файл PDF ретінде басталады, бірақ толық емес, бүлінген немесе соңында бөгде деректері бар. Оны «Басып шығару → PDF ретінде сақтау» арқылы қайта сақтап, жіберіңіз.',
      ru: 'Файл начинается как PDF, но он неполный, повреждён или несёт в конце посторонние данные. Сохраните его заново через «Печать → Сохранить как PDF» и отправьте.',
      en: 'The file begins as a PDF but is cut off, damaged or followed by something else. Save it anew with "Print → Save as PDF", and send that.',
    },
  },
  'document-active': {
    status: 400,
    title: {
      kk: 'PDF құжатында беттерден басқа нәрсе бар',
      ru: 'В документе PDF есть не только страницы',
      en: 'The PDF holds more than pages',
    },
    detail: {
      kk: 'Сценарийлері, іске қосу әрекеттері, салынған файлдары немесе парольмен қорғауы бар PDF қабылданбайды. Табылғаны: {found}. Оны «Басып шығару → PDF ретінде сақтау» арқылы қайта сақтап, жіберіңіз.',
      ru: 'PDF со сценариями, запуском программ, вложенными файлами или защитой паролем не принимается. Найдено: {found}. Сохраните его заново через «Печать → Сохранить как PDF» и отправьте.',
      en: 'A PDF that runs scripts, starts programs, carries files or is locked with a password is not taken. What was found: {found}. Save it anew with "Print → Save as PDF", and send that.',
    },
  },
  'storage-unavailable': {
    status: 503,
    headers: { 'retry-after': '5' },
    title: {
      kk: 'Файлдар қоймасы уақытша қолжетімсіз',
      ru: 'Хранилище файлов временно недоступно',
      en: 'The storage of files cannot be reached',
    },
    detail: {
      kk: 'Қызмет файлды сақтай немесе оқи алмады, ештеңе өзгерген жоқ. Сұрауды біраздан соң сол «Idempotency-Key» мәнімен қайталаңыз.',
      ru: 'Сервис не смог сохранить или прочитать файл, ничего не изменилось. Повторите запрос чуть позже с тем же «Idempotency-Key».',
      en: 'The service could not store or read the file, and nothing changed. Send the request again a little later with the same "Idempotency-Key".',
    },
  },
} as const satisfies Record<string, ProblemEntry>
