import type { ProblemEntry } from '../entry.ts'

/** Gates that keep a shipment back, and what opens them. */
export const gateProblems = {
  'gates-unmet': {
    status: 409,
    title: {
      kk: 'Жөнелту шарттары орындалмаған',
      ru: 'Условия отправки не выполнены',
      en: 'The shipment is not ready to leave',
    },
    detail: {
      kk: 'Жөнелтілімді әлі жөнелтуге болмайды. Орындалмаған шарттар: {gates}. Әрқайсысының себебі «gates» тізімінде; кейбірінен оларда аталған рөлдер себебін көрсетіп босата алады.',
      ru: 'Поставку пока нельзя отправить. Не выполнены условия: {gates}. Причины каждого — в списке «gates»; некоторые могут снять роли, названные в них, указав причину.',
      en: 'The shipment may not leave yet. Gates that are not met: {gates}. The list "gates" says why; some of them can be waived, with a reason, by the roles that they name.',
    },
  },
  'gate-not-waivable': {
    status: 409,
    title: {
      kk: 'Бұл шарттан босатуға болмайды',
      ru: 'Это условие нельзя снять',
      en: 'Nobody can waive the gate',
    },
    detail: {
      kk: 'Бұл шарттан ешкім босата алмайды, оны орындау керек. Шарт: {gate}.',
      ru: 'Это условие не может снять никто, его нужно выполнить. Условие: {gate}.',
      en: 'Nobody can waive this gate: it has to be met. Gate: {gate}.',
    },
  },
  'gate-role-not-allowed': {
    status: 403,
    title: {
      kk: 'Бұл шарттан сіздің рөліңіз босата алмайды',
      ru: 'Ваша роль не может снять это условие',
      en: 'Your role cannot waive the gate',
    },
    detail: {
      kk: 'Бұл шарттан босататын рөлдер: {roles}. Шарт: {gate}.',
      ru: 'Снять это условие могут роли: {roles}. Условие: {gate}.',
      en: 'Roles that may waive this gate: {roles}. Gate: {gate}.',
    },
  },
  'gate-not-unmet': {
    status: 409,
    title: {
      kk: 'Босататын ештеңе жоқ',
      ru: 'Снимать нечего',
      en: 'There is nothing to waive',
    },
    detail: {
      kk: 'Бұл шарт орындалған немесе осы жөнелтілімге қолданылмайды. Орындалмаған шарттан ғана босатуға болады. Шарт: {gate}.',
      ru: 'Это условие выполнено или к этой поставке не относится. Снять можно только невыполненное. Условие: {gate}.',
      en: 'This gate is met, or does not apply to the shipment. Only a gate that is not met can be waived. Gate: {gate}.',
    },
  },
  'gate-already-waived': {
    status: 409,
    title: {
      kk: 'Бұл шарттан бұрын босатылған',
      ru: 'Это условие уже снято',
      en: 'The gate is waived already',
    },
    detail: {
      kk: 'Бұл шарттан бұрын босатылған. Себебін өзгерту үшін алдымен босатуды кері алыңыз. Шарт: {gate}.',
      ru: 'Это условие уже снято. Чтобы изменить причину, сначала отмените снятие. Условие: {gate}.',
      en: 'The gate is waived already. To give another reason, withdraw the waiver first. Gate: {gate}.',
    },
  },
  'gate-not-waived': {
    status: 409,
    title: {
      kk: 'Бұл шарттан ешкім босатпаған',
      ru: 'Это условие никто не снимал',
      en: 'The gate is not waived',
    },
    detail: {
      kk: 'Кері алатын босату жоқ. Шарт: {gate}.',
      ru: 'Отменять нечего: снятия нет. Условие: {gate}.',
      en: 'There is no waiver to withdraw. Gate: {gate}.',
    },
  },
  'checklist-unknown': {
    status: 409,
    title: {
      kk: 'Мұндай тексеру парағы жоқ',
      ru: 'Такого контрольного листа нет',
      en: 'There is no such checklist',
    },
    detail: {
      kk: 'Мұндай атауы мен нұсқасы бар тексеру парағы жоқ. Тізімді GET /v1/checklists арқылы алыңыз.',
      ru: 'Контрольного листа с таким именем и номером версии нет. Список даёт GET /v1/checklists.',
      en: 'There is no checklist of this name and version. GET /v1/checklists lists them.',
    },
  },
  'question-unknown': {
    status: 409,
    title: {
      kk: 'Тексеру парағында мұндай сұрақ жоқ',
      ru: 'В контрольном листе нет такого вопроса',
      en: 'The checklist has no such question',
    },
    detail: {
      kk: 'Аталған тексеру парағының бұл нұсқасында мұндай сұрақ жоқ. Сұрақ: {item}.',
      ru: 'В этой версии контрольного листа такого вопроса нет. Вопрос: {item}.',
      en: 'This version of the checklist has no such question. Question: {item}.',
    },
  },
  'question-role-not-allowed': {
    status: 403,
    title: {
      kk: 'Бұл сұраққа сіздің рөліңіз жауап бермейді',
      ru: 'На этот вопрос отвечает не ваша роль',
      en: 'Your role does not answer the question',
    },
    detail: {
      kk: 'Бұл сұраққа жауап беретін рөлдер: {roles}. Сұрақ: {item}.',
      ru: 'На этот вопрос отвечают роли: {roles}. Вопрос: {item}.',
      en: 'Roles that answer this question: {roles}. Question: {item}.',
    },
  },
  'question-always-applies': {
    status: 409,
    title: {
      kk: 'Бұл сұраққа «иә» немесе «жоқ» деп жауап беріледі',
      ru: 'На этот вопрос отвечают «да» или «нет»',
      en: 'The question is answered with yes or no',
    },
    detail: {
      kk: 'Бұл сұрақ әрдайым қолданылады, оған «notApplicable» деп жауап беруге болмайды. Сұрақ: {item}.',
      ru: 'Этот вопрос применим всегда, ответить на него «notApplicable» нельзя. Вопрос: {item}.',
      en: 'The question always applies: it cannot be answered with "notApplicable". Question: {item}.',
    },
  },
} as const satisfies Record<string, ProblemEntry>
