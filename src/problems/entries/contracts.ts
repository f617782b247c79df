import type { ProblemEntry } from '../entry.ts'

/** A contract can't be drafted or signed like this. */
export const contractProblems = {
  'signatory-not-a-party': {
    status: 409,
    title: {
      kk: 'Қол қоюшы қайырмалдыққа қатыспайды',
      ru: 'Подписант не участвует в пожертвовании',
      en: 'A signatory is not a party',
    },
    detail: {
      kk: 'Келісімшартқа қайырмалдыққа қатысатын ұйымдар ғана қол қояды. Ұйымды алдымен «party.added» оқиғасымен қосыңыз немесе қол қоюшылар тізімінен алып тастаңыз.',
      ru: 'Договор подписывают только участники пожертвования. Сначала добавьте организацию событием «party.added» или уберите её из списка подписантов.',
      en: 'Only parties of the donation sign its contract. Add the organization with the event "party.added" first, or take it off the list of signatories.',
    },
  },
  'signatory-missing': {
    status: 409,
    title: {
      kk: 'Міндетті қол қоюшы жоқ',
      ru: 'Нет обязательного подписанта',
      en: 'A signatory is missing',
    },
    detail: {
      kk: 'Келісімшартқа алушы және кемінде бір донор қол қоюы керек. Қол қоюшылар тізімінде жетіспейтін рөл: {role}.',
      ru: 'Договор подписывают получатель и хотя бы один донор. В списке подписантов не хватает роли: {role}.',
      en: 'The recipient and at least one donor sign the contract. Role that the list of signatories lacks: {role}.',
    },
  },
  'contract-not-drafted': {
    status: 409,
    title: {
      kk: 'Қол қоятын келісімшарт жоқ',
      ru: 'Подписывать пока нечего',
      en: 'There is no contract to sign',
    },
    detail: {
      kk: 'Келісімшарттың мәтіні әлі ұсынылған жоқ. Алдымен донор немесе үйлестіруші «contract.drafted» оқиғасын жібереді.',
      ru: 'Текст договора ещё не представлен. Сначала донор или координатор отправляет событие «contract.drafted».',
      en: 'No text of a contract was laid before the parties. A donor or the coordinator sends the event "contract.drafted" first.',
    },
  },
  'not-a-signatory': {
    status: 409,
    title: {
      kk: 'Сіздің ұйымыңыз қол қоюшы емес',
      ru: 'Ваша организация не подписант',
      en: 'Your organization is not a signatory',
    },
    detail: {
      kk: 'Келісімшарттың қол қоюшылар тізімінде сіздің ұйымыңыз жоқ. Тізімге енуі керек болса, донордан немесе үйлестірушіден келісімшарттың жаңа жобасын сұраңыз.',
      ru: 'Вашей организации нет среди подписантов договора. Если она должна его подписать, попросите донора или координатора представить новый проект.',
      en: 'The contract does not name your organization as a signatory. If it has to sign, ask the donor or the coordinator for a new draft.',
    },
  },
  'already-signed': {
    status: 409,
    title: {
      kk: 'Сіздің ұйымыңыз қол қойып қойған',
      ru: 'Ваша организация уже подписала',
      en: 'Your organization has signed already',
    },
    detail: {
      kk: 'Осы келісімшартта ұйымыңыздың қолы бар. Қайта қол қоюдың қажеті жоқ.',
      ru: 'Подпись вашей организации под этим договором уже стоит. Подписывать ещё раз не нужно.',
      en: 'The signature of your organization already stands under this contract. There is no need to sign again.',
    },
  },
  'contract-text-unknown': {
    status: 409,
    title: {
      kk: 'Басқа мәтінге қол қойылған',
      ru: 'Подписан другой текст',
      en: 'Another text was signed',
    },
    detail: {
      kk: 'Қол қойылған мәтіннің SHA-256 мәні ұсынылған мәтіндердің ешқайсысына сәйкес емес. Файл соңғы жобадағы мәтін екенін және өзгермегенін тексеріңіз.',
      ru: 'SHA-256 подписанного текста не совпадает ни с одним из представленных. Проверьте, что файл взят из последнего проекта и не изменён.',
      en: 'The SHA-256 of the signed text is not that of any text laid before the parties. Check that the file is of the latest draft and unchanged.',
    },
  },
  'units-not-open': {
    status: 409,
    title: {
      kk: 'Жоспарланбаған бірлік жеткіліксіз',
      ru: 'Столько незапланированных единиц нет',
      en: 'Not so many units are open',
    },
    detail: {
      kk: 'Келісілген санды жоспарланбаған бірліктерге ғана азайтуға болады. Олардың саны: {open}.',
      ru: 'Согласованное количество можно уменьшить только на незапланированные единицы. Их число: {open}.',
      en: 'The agreed quantity can be lowered only by units that are not planned. Their number: {open}.',
    },
  },
  'nothing-left': {
    status: 409,
    title: {
      kk: 'Ешбір бірлік қалмайды',
      ru: 'Не останется ни одной единицы',
      en: 'No unit would be left',
    },
    detail: {
      kk: 'Қайырмалдықта кемінде бір бірлік қалуы керек. Бәрінен бас тарту үшін «donation.cancelled» оқиғасын жіберіңіз.',
      ru: 'В пожертвовании должна остаться хотя бы одна единица. Чтобы отказаться от всех, отправьте событие «donation.cancelled».',
      en: 'At least one unit has to be left. To call all of them off, send the event "donation.cancelled".',
    },
  },
} as const satisfies Record<string, ProblemEntry>
