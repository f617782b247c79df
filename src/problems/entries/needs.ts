import type { ProblemEntry } from '../entry.ts'

/** Needs of hospitals, and what covers them. */
export const needProblems = {
  'need-hospital-only': {
    status: 403,
    title: {
      kk: 'Қажеттілікті тек аурухана мәлімдейді',
      ru: 'Потребность заявляет только больница',
      en: 'Only a hospital asks for equipment',
    },
    detail: {
      kk: 'Қажеттілікті оны пайдаланатын аурухананың өзі жазады. Аурухананың кілтімен жіберіңіз.',
      ru: 'Потребность записывает сама больница, которой нужно оборудование. Отправьте запрос с ключом больницы.',
      en: 'A need is written down by the hospital that will use the equipment. Send the request with a key of the hospital.',
    },
  },
  'unknown-department': {
    status: 400,
    title: {
      kk: 'Ауруханада мұндай бөлімше жоқ',
      ru: 'У больницы нет такого отделения',
      en: 'The hospital has no such department',
    },
    detail: {
      kk: 'Мұндай идентификаторы бар бөлімше жоқ немесе ол басқа ауруханаға тиесілі. Жабдықты алатын аурухананың бөлімшесін көрсетіңіз.',
      ru: 'Отделения с таким идентификатором нет, или оно принадлежит другой больнице. Укажите отделение больницы, которая получит оборудование.',
      en: 'There is no department under this identifier, or it belongs to another hospital. Name a department of the hospital that will get the equipment.',
    },
  },
  'not-an-authority': {
    status: 400,
    title: {
      kk: 'Бұл ұйым денсаулық сақтау органы емес',
      ru: 'Эта организация не орган здравоохранения',
      en: 'The organization is no health authority',
    },
    detail: {
      kk: 'Қажеттілікті тек «authority» түріндегі ұйым растай алады. Денсаулық сақтау басқармасының идентификаторын көрсетіңіз.',
      ru: 'Подтвердить потребность может только организация вида «authority». Укажите идентификатор управления здравоохранения.',
      en: 'Only an organization of the kind "authority" can endorse a need. Name the health department.',
    },
  },
  'authority-missing': {
    status: 409,
    title: {
      kk: 'Растайтын орган көрсетілмеген',
      ru: 'Не указан орган, который подтвердит потребность',
      en: 'No authority is named that could endorse it',
    },
    detail: {
      kk: 'Қажеттілікті денсаулық сақтау органы растайды. Алдымен оны «authority» өрісінде көрсетіңіз, содан кейін жіберіңіз.',
      ru: 'Потребность подтверждает орган здравоохранения. Сначала укажите его в поле «authority», затем отправьте потребность.',
      en: 'A need is endorsed by a health authority. Name it in "authority" first, and submit the need then.',
    },
  },
  'needed-by-past': {
    status: 400,
    title: {
      kk: 'Керек болатын күн өтіп кеткен',
      ru: 'День, к которому нужно оборудование, прошёл',
      en: 'The day by which it is needed has passed',
    },
    detail: {
      kk: 'Көрсетілген күн өткен: {day}. Бүгінгі немесе кейінгі күнді көрсетіңіз, не өрісті алып тастаңыз.',
      ru: 'Указанный день уже прошёл: {day}. Укажите сегодняшний или более поздний день либо уберите это поле.',
      en: 'The day named is over: {day}. Name today or a later day, or leave the field out.',
    },
  },
  'need-fixed': {
    status: 409,
    title: {
      kk: 'Расталған қажеттілікте бұл өзгермейді',
      ru: 'В подтверждённой потребности это не меняется',
      en: 'This does not change once a need is endorsed',
    },
    detail: {
      kk: 'Орган растаған нәрсе сол күйінде қалады, оған донорлар сүйенеді. Тек байланыс тұлғасының қызметін, мерзімді және санды (азайту жағына) өзгертуге болады. Басқа нәрсе керек болса, қажеттілікті қайтарып алып, жаңасын жазыңыз.',
      ru: 'То, что подтвердил орган, остаётся как есть: на это полагаются доноры. Изменить можно должность контактного лица, срок и количество в меньшую сторону. Если нужно другое, отзовите потребность и заявите новую.',
      en: 'What the authority endorsed stands, since donors rely on it. Only the contact, the day and a smaller quantity can be set. If something else is needed, withdraw the need and write down a new one.',
    },
  },
  'need-quantity-covered': {
    status: 409,
    title: {
      kk: 'Бұл саннан көбі донорлар уәде етіп қойған',
      ru: 'Доноры уже закрыли больше этого количества',
      en: 'Pledges already cover more than that',
    },
    detail: {
      kk: 'Санды донорлар уәде еткеннен төмен түсіруге болмайды. Уәде етілгені: {covered}. Артық уәдені алдымен қабылдамау керек.',
      ru: 'Количество нельзя сделать меньше того, что уже обещано. Обещано: {covered}. Сначала откажитесь от лишних пожертвований.',
      en: 'The quantity cannot be less than what is pledged, which is: {covered}. Decline pledges first that are too many.',
    },
  },
  'need-over-pledged': {
    status: 409,
    title: {
      kk: 'Қажеттіліктен артық уәде етілген',
      ru: 'Обещано больше, чем нужно',
      en: 'More is pledged than is needed',
    },
    detail: {
      kk: 'Қажеттіліктің жабылмаған саны: {remaining}. Одан артық уәде етуге болмайды.',
      ru: 'Незакрытый остаток потребности: {remaining}. Больше этого обещать нельзя.',
      en: 'What is left of the need: {remaining}. No more than that can be pledged.',
    },
  },
  'unknown-need': {
    status: 400,
    title: { kk: 'Мұндай қажеттілік жоқ', ru: 'Такой потребности нет', en: 'There is no such need' },
    detail: {
      kk: 'Мұндай идентификаторы бар, сізге көрінетін қажеттілік жоқ. Оны /v1/open-needs тізімінен таңдаңыз.',
      ru: 'Видимой вам потребности с таким идентификатором нет. Выберите её из списка /v1/open-needs.',
      en: 'There is no need under this identifier that you may see. Choose one from the list /v1/open-needs.',
    },
  },
  'need-not-open': {
    status: 409,
    title: {
      kk: 'Бұл қажеттілікті енді жабуға болмайды',
      ru: 'Эту потребность сейчас закрыть нельзя',
      en: 'The need cannot be covered now',
    },
    detail: {
      kk: 'Тек расталған қажеттілікті жабуға болады. Қазіргі күйі: {state}.',
      ru: 'Закрыть можно только подтверждённую потребность. Её состояние: {state}.',
      en: 'Only an endorsed need can be covered. Its state is: {state}.',
    },
  },
  'need-of-another-hospital': {
    status: 400,
    title: {
      kk: 'Бұл басқа аурухананың қажеттілігі',
      ru: 'Это потребность другой больницы',
      en: 'The need is that of another hospital',
    },
    detail: {
      kk: 'Қайырмалдықты алатын аурухана қажеттілікті мәлімдеген аурухана болуы керек. Алушыны немесе қажеттілікті түзетіңіз.',
      ru: 'Получателем пожертвования должна быть больница, которая заявила потребность. Исправьте получателя или потребность.',
      en: 'The recipient of the donation has to be the hospital that asked for it. Correct the recipient or the need.',
    },
  },
  'need-of-another-type': {
    status: 400,
    title: {
      kk: 'Қажеттілік басқа жабдық туралы',
      ru: 'Потребность в другом оборудовании',
      en: 'The need is for other equipment',
    },
    detail: {
      kk: 'Позицияның жабдық түрі қажеттілікте сұралған түрге сай болуы керек.',
      ru: 'Вид оборудования в позиции должен совпадать с тем, о котором говорит потребность.',
      en: 'The equipment type of the item has to be the one that the need asks for.',
    },
  },
  'unknown-item': {
    status: 400,
    title: { kk: 'Мұндай позиция жоқ', ru: 'Такой позиции нет', en: 'There is no such item' },
    detail: {
      kk: 'Мұндай идентификаторы бар позиция жоқ немесе сіздің ұйымыңыз оның қайырмалдығына қатыспайды. Идентификаторды тексеріңіз.',
      ru: 'Позиции с таким идентификатором нет, или ваша организация не участвует в её пожертвовании. Проверьте идентификатор.',
      en: 'There is no item under this identifier, or your organization is no party to its donation. Check the identifier.',
    },
  },
} as const satisfies Record<string, ProblemEntry>
