import type { ProblemEntry } from '../entry.ts'

/** What was measured on a unit doesn't fit its protocol, or the decision about it. */
export const inspectionProblems = {
  'inspection-missing': {
    status: 409,
    title: {
      kk: 'Тексеру нәтижелері жоқ',
      ru: 'Нет результатов проверки',
      en: 'The unit was not inspected',
    },
    detail: {
      kk: 'Жабдық бірлігін қабылдау үшін оны хаттама бойынша тексеру керек. Хаттама: {protocol}, нұсқасы: {version}. Нәтижелерді «inspection» өрісінде жіберіңіз.',
      ru: 'Чтобы принять единицу оборудования, её нужно проверить по протоколу. Протокол: {protocol}, версия: {version}. Отправьте результаты в поле «inspection».',
      en: 'A unit is inspected by its protocol before it is accepted. Protocol: {protocol}, version: {version}. Send the results in "inspection".',
    },
  },
  'protocol-mismatch': {
    status: 409,
    title: {
      kk: 'Басқа хаттама бойынша тексерілген',
      ru: 'Проверено по другому протоколу',
      en: 'Another protocol was used',
    },
    detail: {
      kk: 'Бұл бірлікке жоспарланған кездегі хаттама қолданылады. Хаттама: {protocol}, нұсқасы: {version}.',
      ru: 'Для этой единицы действует протокол, закреплённый при планировании. Протокол: {protocol}, версия: {version}.',
      en: 'The protocol that was in force when the unit was planned applies to it. Protocol: {protocol}, version: {version}.',
    },
  },
  'check-unknown': {
    status: 409,
    title: {
      kk: 'Хаттамада мұндай тексеру жоқ',
      ru: 'В протоколе нет такой проверки',
      en: 'The protocol has no such check',
    },
    detail: {
      kk: 'Нәтиже осы бірліктің тексерулерінде жоқ идентификаторға берілген. Идентификаторды бірлікке бекітілген хаттамадан алыңыз.',
      ru: 'Результат указан для проверки, которой у этой единицы нет. Возьмите идентификатор из протокола, закреплённого за единицей.',
      en: 'A result names a check that this unit does not have. Take its identifier from the protocol of the unit.',
    },
  },
  'result-type-mismatch': {
    status: 409,
    title: {
      kk: 'Нәтиженің түрі тексеруге сай емес',
      ru: 'Результат не того вида',
      en: 'The result is of another kind',
    },
    detail: {
      kk: 'Нәтиженің мәні тексерудің түріне сай болуы керек. Тексеру: {check}, түрі: {type}. Тексеру бірлікке қатысты болмаса, мәнін бермеңіз.',
      ru: 'Значение результата должно соответствовать виду проверки. Проверка: {check}, вид: {type}. Если проверка к единице не относится, не указывайте значение.',
      en: 'The value of a result must be of the kind that its check asks for. Check: {check}, kind: {type}. Leave the value out where the check does not apply to the unit.',
    },
  },
  'result-not-an-option': {
    status: 409,
    title: {
      kk: 'Тексеруде мұндай нұсқа жоқ',
      ru: 'У проверки нет такого варианта',
      en: 'The check has no such option',
    },
    detail: {
      kk: 'Нәтиже ретінде тексеру ұсынатын нұсқалардың бірі ғана алынады. Тексеру: {check}, нұсқалары: {options}.',
      ru: 'Результатом может быть только один из вариантов проверки. Проверка: {check}, варианты: {options}.',
      en: 'Only one of the options of a check can be its result. Check: {check}, options: {options}.',
    },
  },
  'instrument-unknown': {
    status: 409,
    title: {
      kk: 'Аспап тізімде жоқ',
      ru: 'Прибора нет в списке',
      en: 'The instrument is not listed',
    },
    detail: {
      kk: 'Нәтижеде аталған өлшеу аспабы «instruments» тізімінде жоқ. Аспапты калибрлеу күнімен бірге тізімге қосыңыз немесе идентификаторын түзетіңіз.',
      ru: 'Измерительного прибора, названного в результате, нет в списке «instruments». Добавьте его в список с датой калибровки или исправьте идентификатор.',
      en: 'A result names a measuring instrument that "instruments" does not list. List it with the day of its calibration, or correct its identifier.',
    },
  },
  'instrument-missing': {
    status: 409,
    title: {
      kk: 'Өлшеу аспабы көрсетілмеген',
      ru: 'Не указан измерительный прибор',
      en: 'The measuring instrument is not named',
    },
    detail: {
      kk: 'Бұл өлшемнің қай аспаппен жасалғаны және аспаптың қашан калибрленгені көрсетілуі керек. Тексеру: {check}.',
      ru: 'Для этого измерения нужно указать прибор и дату его калибровки. Проверка: {check}.',
      en: 'This measurement has to name the instrument it was made with, and the day of its calibration. Check: {check}.',
    },
  },
  'calibration-in-future': {
    status: 409,
    title: {
      kk: 'Калибрлеу күні әлі келген жоқ',
      ru: 'Дата калибровки в будущем',
      en: 'The calibration lies in the future',
    },
    detail: {
      kk: 'Аспап шешім қабылданған күннен кеш калибрленген болуы мүмкін емес. Күнді калибрлеу куәлігімен салыстырыңыз.',
      ru: 'Прибор не мог быть откалиброван позже дня решения. Сверьте дату со свидетельством о калибровке.',
      en: 'No instrument can have been calibrated after the day of the decision. Compare the day with the certificate of calibration.',
    },
  },
  'photo-missing': {
    status: 409,
    title: { kk: 'Фотосурет жоқ', ru: 'Нет фотографии', en: 'A photo is missing' },
    detail: {
      kk: 'Бұл тексерудің нәтижесін фотосурет көрсетуі керек. Тексеру: {check}. Суретке пациент те, оның деректері де түспесін.',
      ru: 'Результат этой проверки должен быть показан на фотографии. Проверка: {check}. На снимке не должно быть ни пациента, ни его данных.',
      en: 'A photo has to show the result of this check. Check: {check}. Neither a patient nor data of one may be in it.',
    },
  },
  'checks-missing': {
    status: 409,
    title: {
      kk: 'Міндетті тексерулердің бәрі орындалмаған',
      ru: 'Выполнены не все обязательные проверки',
      en: 'Required checks have no result',
    },
    detail: {
      kk: 'Жабдық бірлігін қабылдау үшін әр міндетті тексерудің нәтижесі болуы керек. Нәтижесі жоқ тексерулер: {checks}.',
      ru: 'Чтобы принять единицу оборудования, нужен результат каждой обязательной проверки. Проверки без результата: {checks}.',
      en: 'Every required check needs a result before the unit is accepted. Checks without one: {checks}.',
    },
  },
  'checks-failed': {
    status: 409,
    title: {
      kk: 'Кейбір тексерулерден өтпеген',
      ru: 'Часть проверок не пройдена',
      en: 'Some checks failed',
    },
    detail: {
      kk: 'Мұндай бірлікті ескертпемен қабылдауға немесе қабылдамауға болады. Өтпеген тексерулер: {checks}.',
      ru: 'Такую единицу можно принять с замечаниями или отклонить. Непройденные проверки: {checks}.',
      en: 'Such a unit can be accepted with remarks, or rejected. Checks that failed: {checks}.',
    },
  },
  'safety-check-failed': {
    status: 409,
    title: {
      kk: 'Қауіпсіздік тексеруінен өтпеген',
      ru: 'Не пройдена проверка безопасности',
      en: 'A safety check failed',
    },
    detail: {
      kk: 'Қауіпсіздік тексеруінен өтпеген бірлікті ескертпемен де қабылдауға болмайды: оны қабылдамау керек. Өтпеген тексерулер: {checks}.',
      ru: 'Единицу, не прошедшую проверку безопасности, нельзя принять даже с замечаниями: её нужно отклонить. Непройденные проверки: {checks}.',
      en: 'A unit that failed a safety check cannot be accepted, not even with remarks: it has to be rejected. Checks that failed: {checks}.',
    },
  },
  'check-id-taken': {
    status: 409,
    title: {
      kk: 'Тексерудің идентификаторы бос емес',
      ru: 'Идентификатор проверки занят',
      en: 'The identifier of the check is taken',
    },
    detail: {
      kk: 'Хаттамада осы идентификатормен тексеру бар, оны алмастыруға болмайды. Тексеру: {check}. Басқа идентификатор таңдаңыз.',
      ru: 'В протоколе уже есть проверка с этим идентификатором, и заменить её нельзя. Проверка: {check}. Выберите другой идентификатор.',
      en: 'The protocol has a check under this identifier, which cannot be replaced. Check: {check}. Choose another identifier.',
    },
  },
  'too-many-checks': {
    status: 409,
    title: { kk: 'Тексерулер тым көп', ru: 'Слишком много проверок', en: 'Too many checks' },
    detail: {
      kk: 'Жабдық түріне қосуға болатын тексерулердің ең көп саны: {limit}. Біреуін алып тастап, жаңасын қосыңыз.',
      ru: 'Наибольшее число проверок, которые можно добавить к виду оборудования: {limit}. Отзовите одну и добавьте новую.',
      en: 'Checks that can be added to an equipment type at most: {limit}. Withdraw one before you add another.',
    },
  },
} as const satisfies Record<string, ProblemEntry>
