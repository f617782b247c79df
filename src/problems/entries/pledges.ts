import type { ProblemEntry } from '../entry.ts'

/** The parties, shares and items of a pledge don't fit together. */
export const pledgeProblems = {
  'unknown-organization': {
    status: 400,
    title: { kk: 'Мұндай ұйым жоқ', ru: 'Такой организации нет', en: 'There is no such organization' },
    detail: {
      kk: 'Мұндай идентификаторы бар ұйым тіркелмеген. Идентификаторды тексеріңіз немесе алдымен ұйымды тіркетіңіз.',
      ru: 'Организация с таким идентификатором не зарегистрирована. Проверьте идентификатор или сначала попросите зарегистрировать организацию.',
      en: 'No organization is registered under this identifier. Check it, or have the organization registered first.',
    },
  },
  'unknown-equipment-type': {
    status: 400,
    title: {
      kk: 'Мұндай жабдық түрі жоқ',
      ru: 'Такого вида оборудования нет',
      en: 'There is no such equipment type',
    },
    detail: {
      kk: 'Анықтамалықта мұндай идентификаторы бар жабдық түрі жоқ. Түрді /v1/equipment-types тізімінен таңдаңыз.',
      ru: 'В каталоге нет вида оборудования с таким идентификатором. Выберите вид из списка /v1/equipment-types.',
      en: 'The catalogue has no equipment type under this identifier. Choose one from the list /v1/equipment-types.',
    },
  },
  'shares-do-not-add-up': {
    status: 400,
    title: {
      kk: 'Донорлар үлестерінің қосындысы сәйкес емес',
      ru: 'Сумма долей доноров не сходится',
      en: "The donors' shares do not add up",
    },
    detail: {
      kk: 'Донорлар үлестерінің қосындысы: {sum}. Болуы керек қосынды: {expected}. Үлестерді түзетіңіз.',
      ru: 'Сумма долей доноров: {sum}. Должно быть: {expected}. Исправьте доли.',
      en: "The donors' shares add up to {sum}, and must add up to {expected}. Correct the shares.",
    },
  },
  'shares-mixed': {
    status: 400,
    title: {
      kk: 'Үлестер әртүрлі көрсетілген',
      ru: 'Доли указаны по-разному',
      en: 'Shares of different kinds are mixed',
    },
    detail: {
      kk: 'Бір қайырмалдықта барлық донордың үлесі бірдей көрсетіледі: не бәрінде ақша, не бәрінде пайыз, не ешқайсысында жоқ.',
      ru: 'В одном пожертвовании доли всех доноров указывают одинаково: у всех деньгами, у всех процентами или ни у кого.',
      en: 'In one donation all donors give their share in the same way: all in money, all in percent, or none at all.',
    },
  },
  'share-without-donor': {
    status: 400,
    title: {
      kk: 'Үлес донор емес тарапта көрсетілген',
      ru: 'Доля указана не у донора',
      en: 'A party that is no donor has a share',
    },
    detail: {
      kk: 'Үлес тек донорда болады. Бұл тараптың үлесін алып тастаңыз немесе рөлін өзгертіңіз.',
      ru: 'Доля бывает только у донора. Уберите долю у этой стороны или измените её роль.',
      en: 'Only a donor has a share. Remove the share of this party, or change its role.',
    },
  },
  'donor-missing': {
    status: 400,
    title: { kk: 'Донор көрсетілмеген', ru: 'Не указан донор', en: 'No donor is named' },
    detail: {
      kk: 'Қайырмалдықта кемінде бір донор болуы керек. «parties» тізіміне «donor» рөліндегі ұйымды қосыңыз.',
      ru: 'В пожертвовании должен быть хотя бы один донор. Добавьте в «parties» организацию в роли «donor».',
      en: 'A donation needs at least one donor. Add an organization in the role "donor" to "parties".',
    },
  },
  'recipient-missing': {
    status: 400,
    title: { kk: 'Алушы көрсетілмеген', ru: 'Не указан получатель', en: 'No recipient is named' },
    detail: {
      kk: 'Қайырмалдықтың алушысы болуы керек. «parties» тізіміне «recipient» рөліндегі ұйымды қосыңыз.',
      ru: 'У пожертвования должен быть получатель. Добавьте в «parties» организацию в роли «recipient».',
      en: 'A donation needs a recipient. Add an organization in the role "recipient" to "parties".',
    },
  },
  'several-recipients': {
    status: 400,
    title: {
      kk: 'Алушы біреуден көп',
      ru: 'Указано несколько получателей',
      en: 'More than one recipient is named',
    },
    detail: {
      kk: 'Бір қайырмалдықта бір ғана алушы болады. Басқа алушыларға бөлек қайырмалдық ұсыныңыз.',
      ru: 'У одного пожертвования один получатель. Для остальных предложите отдельные пожертвования.',
      en: 'A donation has one recipient. Pledge a donation of their own to the others.',
    },
  },
  'currencies-mixed': {
    status: 400,
    title: {
      kk: 'Валюталар әртүрлі',
      ru: 'Указаны разные валюты',
      en: 'Different currencies are mixed',
    },
    detail: {
      kk: 'Бір қайырмалдықтағы барлық сома бір валютада көрсетіледі. Позициялар мен үлестердің валютасын тексеріңіз.',
      ru: 'Все суммы одного пожертвования указывают в одной валюте. Проверьте валюту позиций и долей.',
      en: 'All amounts of one donation are in one currency. Check the currency of items and shares.',
    },
  },
  'duplicate-entry': {
    status: 400,
    title: { kk: 'Жазба қайталанған', ru: 'Запись повторяется', en: 'An entry is repeated' },
    detail: {
      kk: 'Бұл тізімде бір нәрсе екі рет көрсетілген. Артығын алып тастаңыз.',
      ru: 'В этом списке одно и то же указано дважды. Уберите лишнее.',
      en: 'The same thing stands twice in this list. Remove one of them.',
    },
  },
  'already-a-party': {
    status: 409,
    title: {
      kk: 'Ұйым бұл рөлде бұрыннан бар',
      ru: 'Организация уже участвует в этой роли',
      en: 'The organization already has this role',
    },
    detail: {
      kk: 'Бұл ұйым осы қайырмалдыққа дәл осы рөлде қатысып жүр. Оны қайта қосудың қажеті жоқ.',
      ru: 'Эта организация уже участвует в пожертвовании именно в этой роли. Добавлять её снова не нужно.',
      en: 'This organization already takes part in the donation in this very role. It need not be added again.',
    },
  },
  'donor-is-recipient': {
    status: 400,
    title: {
      kk: 'Донор мен алушы бір ұйым',
      ru: 'Донор и получатель — одна организация',
      en: 'Donor and recipient are one organization',
    },
    detail: {
      kk: 'Ұйым өзіне қайырмалдық жасай алмайды: қабылдау ештеңені дәлелдемес еді.',
      ru: 'Организация не может жертвовать самой себе: приёмка ничего бы не доказывала.',
      en: 'No organization donates to itself: its acceptance would prove nothing.',
    },
  },
} as const satisfies Record<string, ProblemEntry>
