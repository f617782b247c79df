import type { ProblemEntry } from '../entry.ts'

/** Framework agreements. */
export const memorandumProblems = {
  'validity-inverted': {
    status: 400,
    title: {
      kk: 'Мерзімнің соңы басынан бұрын',
      ru: 'Срок кончается раньше, чем начинается',
      en: 'The validity ends before it begins',
    },
    detail: {
      kk: 'Меморандумның соңғы күні бірінші күнінен ерте болмауы керек. «startsOn» мен «endsOn» мәндерін тексеріңіз.',
      ru: 'Последний день меморандума не может быть раньше первого. Проверьте «startsOn» и «endsOn».',
      en: 'The last day of a memorandum cannot come before its first. Check "startsOn" and "endsOn".',
    },
  },
  'validity-over': {
    status: 400,
    title: {
      kk: 'Меморандумның мерзімі өтіп кеткен',
      ru: 'Срок меморандума уже прошёл',
      en: 'The validity is over already',
    },
    detail: {
      kk: 'Меморандумның соңғы күні бүгіннен ерте болмауы керек, әйтпесе оған ешкім қол қоя алмайды. Бүгінгі күн: {today}.',
      ru: 'Последний день меморандума не может быть раньше сегодняшнего: подписать его никто не успеет. Сегодня: {today}.',
      en: 'The last day of a memorandum cannot lie before today, since nobody could sign it. Today is {today}.',
    },
  },
  'owner-among-parties': {
    status: 400,
    title: {
      kk: 'Жіберуші тараптар тізімінде тұр',
      ru: 'Отправитель указан среди сторон',
      en: 'The sender is named among the parties',
    },
    detail: {
      kk: 'Меморандумды ұсынған ұйым оның тарабы болып есептеледі. «parties» тізімінде тек басқа тараптарды қалдырыңыз.',
      ru: 'Организация, которая представляет меморандум, и так его сторона. Оставьте в «parties» только остальных.',
      en: 'The organization that drafts a memorandum is a party to it as it is. Leave only the others in "parties".',
    },
  },
  'commitment-outside-validity': {
    status: 400,
    title: {
      kk: 'Міндеттеме күні меморандум мерзімінен тыс',
      ru: 'Срок обязательства выходит за срок меморандума',
      en: 'A commitment falls due outside the validity',
    },
    detail: {
      kk: 'Міндеттеменің күні меморандум мерзімінің ішінде болуы керек. Мерзімнің бірінші және соңғы күні: {startsOn}, {endsOn}.',
      ru: 'День обязательства должен лежать внутри срока меморандума. Первый и последний день срока: {startsOn}, {endsOn}.',
      en: 'The day of a commitment lies within the validity of its memorandum. First and last day of it: {startsOn}, {endsOn}.',
    },
  },
  'commitment-by-stranger': {
    status: 400,
    title: {
      kk: 'Міндеттеме тараптардың ешқайсысыныкі емес',
      ru: 'Обязательство не принадлежит ни одной из сторон',
      en: 'A commitment is owed by no party',
    },
    detail: {
      kk: 'Міндеттемені меморандумға қол қоятын ұйым ғана алады. «by» өрісінде тараптардың бірін немесе өз ұйымыңызды көрсетіңіз.',
      ru: 'Обязательство берёт только тот, кто подписывает меморандум. Укажите в «by» одну из сторон или свою организацию.',
      en: 'Only who signs a memorandum owes a commitment. Name one of its parties, or your own organization, in "by".',
    },
  },
  'memoranda-overlap': {
    status: 409,
    title: {
      kk: 'Осы тараптардың қолданыстағы меморандумы бар',
      ru: 'У этих сторон уже есть действующий меморандум',
      en: 'These parties have a memorandum in force already',
    },
    detail: {
      kk: 'Дәл осы тараптардың мерзімі мен қамтуы сәйкес келетін қолданыстағы меморандумы бар: {memorandum}. Оның бірінші және соңғы күні: {startsOn}, {endsOn}. Жаңасын кейін бастаңыз, қамтуын өзгертіңіз немесе алдымен ескісін «memorandum.terminated» оқиғасымен тоқтатыңыз.',
      ru: 'У тех же сторон действует меморандум, срок и охват которого пересекаются с этим: {memorandum}. Его первый и последний день: {startsOn}, {endsOn}. Начните новый позже, измените охват или сначала прекратите прежний событием «memorandum.terminated».',
      en: 'The very same parties have one in force for some of the same time and scope: {memorandum}. Its first and last day: {startsOn}, {endsOn}. Begin the new one later, narrow its scope, or end the other with the event "memorandum.terminated" first.',
    },
  },
  'memorandum-already-signed': {
    status: 409,
    title: {
      kk: 'Сіздің ұйымыңыз меморандумға қол қойған',
      ru: 'Ваша организация уже подписала меморандум',
      en: 'Your organization has signed the memorandum',
    },
    detail: {
      kk: 'Осы меморандумда ұйымыңыздың қолы бар. Қайта қол қоюдың қажеті жоқ.',
      ru: 'Подпись вашей организации под этим меморандумом уже стоит. Подписывать ещё раз не нужно.',
      en: 'The signature of your organization already stands under this memorandum. There is no need to sign again.',
    },
  },
  'memorandum-text-unknown': {
    status: 409,
    title: {
      kk: 'Меморандумның басқа мәтініне қол қойылған',
      ru: 'Подписан другой текст меморандума',
      en: 'Another text of the memorandum was signed',
    },
    detail: {
      kk: 'Қол қойылған мәтіннің SHA-256 мәні меморандум мәтіндерінің ешқайсысына сәйкес емес. Файлдың өзгермегенін тексеріңіз.',
      ru: 'SHA-256 подписанного текста не совпадает ни с одним из текстов меморандума. Проверьте, что файл не изменён.',
      en: 'The SHA-256 of the signed text is not that of any text of the memorandum. Check that the file is unchanged.',
    },
  },
  'commitment-unknown': {
    status: 409,
    title: {
      kk: 'Мұндай міндеттеме жоқ',
      ru: 'Такого обязательства нет',
      en: 'There is no such commitment',
    },
    detail: {
      kk: 'Меморандумда мұндай атаумен міндеттеме жоқ: {commitment}. Атаулары «commitments» тізімінде.',
      ru: 'В меморандуме нет обязательства с таким именем: {commitment}. Имена стоят в списке «commitments».',
      en: 'The memorandum has no commitment of this name: {commitment}. Their names are in the list "commitments".',
    },
  },
  'commitment-not-yours': {
    status: 409,
    title: {
      kk: 'Бұл басқа тараптың міндеттемесі',
      ru: 'Это обязательство другой стороны',
      en: 'The commitment is that of another party',
    },
    detail: {
      kk: 'Міндеттеме туралы оны алған тарап немесе меморандумның иесі ғана хабарлайды.',
      ru: 'Об обязательстве сообщает только сторона, которая его взяла, или владелец меморандума.',
      en: 'Only the party that owes a commitment, or the owner of the memorandum, reports on it.',
    },
  },
  'unknown-memorandum': {
    status: 400,
    title: { kk: 'Мұндай меморандум жоқ', ru: 'Такого меморандума нет', en: 'There is no such memorandum' },
    detail: {
      kk: 'Мұндай идентификаторы бар меморандум жоқ немесе сіздің ұйымыңыз оның тарабы емес. Идентификаторды тексеріңіз.',
      ru: 'Меморандума с таким идентификатором нет, или ваша организация не его сторона. Проверьте идентификатор.',
      en: 'There is no memorandum under this identifier, or your organization is no party to it. Check the identifier.',
    },
  },
  'memorandum-not-covering': {
    status: 409,
    title: {
      kk: 'Меморандум бұл қайырмалдықты қамтымайды',
      ru: 'Меморандум не охватывает это пожертвование',
      en: 'The memorandum does not cover the donation',
    },
    detail: {
      kk: 'Алушы меморандумның тарабы немесе оның өңірлерінің бірінде болуы керек, ал жабдықтың барлық түрі меморандум қамтитын түрлердің ішінде болуы керек. «scope» өрісін тексеріңіз немесе басқа меморандумды көрсетіңіз.',
      ru: 'Получатель должен быть стороной меморандума или находиться в одном из его регионов, а всё оборудование должно относиться к видам, которые он охватывает. Проверьте «scope» или укажите другой меморандум.',
      en: 'The recipient is to be a party of the memorandum or lie in one of its regions, and all equipment to be of the types that it covers. Check its "scope", or name another memorandum.',
    },
  },
} as const satisfies Record<string, ProblemEntry>
