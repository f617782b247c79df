import type { ProblemEntry } from '../entry.ts'

/** What the hospital, or whoever repairs, says of a unit doesn't fit what is known of it. */
export const followUpProblems = {
  'follow-up-not-due': {
    status: 409,
    title: {
      kk: 'Бақылау сұрағы әлі қойылған жоқ',
      ru: 'Этот контрольный вопрос ещё не задан',
      en: 'This follow-up is not due',
    },
    detail: {
      kk: 'Құрылғы туралы бұл сұраққа жауап беретін күн әлі келген жоқ. Күн саны: {days}. Мерзімі келгенде жауап беріңіз.',
      ru: 'Срок этого вопроса об устройстве ещё не наступил. Дней: {days}. Ответьте, когда он наступит.',
      en: 'This question about the unit has not fallen due. Days: {days}. Answer it once it has.',
    },
  },
  'follow-up-already-answered': {
    status: 409,
    title: {
      kk: 'Бұл сұраққа жауап берілген',
      ru: 'На этот вопрос уже ответили',
      en: 'This follow-up is answered already',
    },
    detail: {
      kk: 'Құрылғы туралы бұл сұрақтың жауабы жазылған, оны өзгертуге болмайды. Күн саны: {days}.',
      ru: 'Ответ на этот вопрос об устройстве уже записан, изменить его нельзя. Дней: {days}.',
      en: 'The answer to this question about the unit was written down, and cannot be changed. Days: {days}.',
    },
  },
  'outage-reason-missing': {
    status: 409,
    title: {
      kk: 'Неге жұмыс істемейтіні көрсетілмеген',
      ru: 'Не указано, почему устройство не работает',
      en: 'The reason why it does not work is missing',
    },
    detail: {
      kk: 'Жұмыс істемейтін құрылғының себебін таңдаңыз.',
      ru: 'Выберите причину, по которой устройство не работает.',
      en: 'Say why the unit does not work.',
    },
  },
  'outage-reason-unexpected': {
    status: 409,
    title: {
      kk: 'Жұмыс істейтін құрылғыға себеп көрсетілген',
      ru: 'Для работающего устройства указана причина',
      en: 'A working unit has no reason not to work',
    },
    detail: {
      kk: 'Құрылғы жұмыс істесе, себебін жібермеңіз. Жұмыс істемесе, оны солай белгілеңіз.',
      ru: 'Если устройство работает, не отправляйте причину. Если не работает, так и отметьте.',
      en: 'Send no reason where the unit works. Where it does not, say so.',
    },
  },
  'use-period-inverted': {
    status: 409,
    title: {
      kk: 'Пайдалану кезеңінің соңы басынан бұрын',
      ru: 'Период использования кончается раньше начала',
      en: 'The period of use ends before it begins',
    },
    detail: {
      kk: 'Кезеңнің бірінші және соңғы күнін тексеріңіз.',
      ru: 'Проверьте первый и последний день периода.',
      en: 'Check the first and the last day of the period.',
    },
  },
  'use-period-in-future': {
    status: 409,
    title: {
      kk: 'Кезең әлі аяқталған жоқ',
      ru: 'Период ещё не закончился',
      en: 'The period is not over yet',
    },
    detail: {
      kk: 'Тек өткен күндердің қорытындысын беруге болады. Соңғы күнін түзетіңіз.',
      ru: 'Итог можно сообщить только за прошедшие дни. Исправьте последний день.',
      en: 'Totals can be given of days that have passed only. Mend the last day.',
    },
  },
  'use-period-before-service': {
    status: 409,
    title: {
      kk: 'Кезең құрылғы іске қосылғанға дейін басталады',
      ru: 'Период начинается до ввода в эксплуатацию',
      en: 'The period begins before the unit was in service',
    },
    detail: {
      kk: 'Құрылғы іске қосылған күннен бастап есептеңіз. Ол күн: {day}.',
      ru: 'Считайте со дня ввода устройства в эксплуатацию. Этот день: {day}.',
      en: 'Count from the day on which the unit went into service. That day: {day}.',
    },
  },
  'use-period-overlapping': {
    status: 409,
    title: {
      kk: 'Бұл күндердің қорытындысы берілген',
      ru: 'Итог за эти дни уже сообщён',
      en: 'Totals of these days were given before',
    },
    detail: {
      kk: 'Кезең бұрынғы жауаптағы кезеңмен қабаттасады, сондықтан адамдар екі рет саналар еді. Сол жауаптың күн саны: {days}.',
      ru: 'Период пересекается с периодом прежнего ответа, и людей посчитали бы дважды. Дней у того ответа: {days}.',
      en: 'The period overlaps that of an earlier answer, so people would be counted twice. Days of that answer: {days}.',
    },
  },
  'repair-open': {
    status: 409,
    title: {
      kk: 'Жөндеу сұралып қойған',
      ru: 'Ремонт уже запрошен',
      en: 'A repair is requested already',
    },
    detail: {
      kk: 'Бұл құрылғыны жөндеу туралы өтініш ашық тұр. Ол аяқталғанын немесе қабылданбағанын күтіңіз.',
      ru: 'Запрос на ремонт этого устройства ещё открыт. Дождитесь, когда ремонт выполнят или откажут в нём.',
      en: 'The request to repair this unit is still open. Wait until the repair is done or refused.',
    },
  },
  'repair-not-open': {
    status: 409,
    title: {
      kk: 'Бұл жөндеу ондай хабарды күтпейді',
      ru: 'Этот ремонт такого сообщения не ждёт',
      en: 'The repair does not wait for that',
    },
    detail: {
      kk: 'Жөндеу ашық емес немесе бұл бұрын айтылған. Жөндеудің күйі: {state}.',
      ru: 'Ремонт не открыт, или это уже было сообщено. Состояние ремонта: {state}.',
      en: 'There is no open repair, or that was said before. State of the repair: {state}.',
    },
  },
  'repair-expected-in-past': {
    status: 409,
    title: {
      kk: 'Жөндеу күні өтіп кеткен',
      ru: 'День ремонта уже прошёл',
      en: 'The repair is expected in the past',
    },
    detail: {
      kk: 'Жөндеу аяқталатын күн бүгін немесе кейінірек болуы керек.',
      ru: 'День, к которому ожидают ремонт, должен быть сегодня или позже.',
      en: 'The day on which the repair is expected has to be today or later.',
    },
  },
} as const satisfies Record<string, ProblemEntry>
