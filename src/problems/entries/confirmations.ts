import type { ProblemEntry } from '../entry.ts'

/** A hospital's confirmation, or the link it came through, doesn't fit what is known of the shipment. */
export const confirmationProblems = {
  'confirmation-refused': {
    status: 409,
    title: {
      kk: 'Растау қабылданбады',
      ru: 'Подтверждение не принято',
      en: 'The confirmation was refused',
    },
    detail: {
      kk: 'Төменде көрсетілген өрістерді түзетіп, растауды қайта жіберіңіз. Ештеңе өзгерген жоқ.',
      ru: 'Исправьте указанные ниже поля и отправьте подтверждение ещё раз. Ничего не изменилось.',
      en: 'Mend the fields named below and send the confirmation again. Nothing has changed.',
    },
  },
  'confirmed-text-changed': {
    status: 409,
    title: {
      kk: 'Расталатын мәтін өзгерген',
      ru: 'Подтверждаемый текст изменился',
      en: 'The text to confirm has changed',
    },
    detail: {
      kk: 'Сізге көрсетілген мәтін енді басқаша. Жаңа мәтінді оқып, қайта растаңыз.',
      ru: 'Текст, который вам показали, теперь другой. Прочитайте новый текст и подтвердите ещё раз.',
      en: 'The text you were shown now reads otherwise. Read the new one and confirm again.',
    },
  },
  'receipt-missing': {
    status: 409,
    title: {
      kk: 'Қаптамалар саналмаған',
      ru: 'Не сосчитаны грузовые места',
      en: 'The packages were not counted',
    },
    detail: {
      kk: 'Жөнелтілімнің бірінші растауында қаптама орындарының саны мен пломбалардың бүтіндігі көрсетілуі керек.',
      ru: 'В первом подтверждении поставки нужно указать число грузовых мест и целость пломб.',
      en: 'The first confirmation of a shipment says how many packages came and whether their seals were intact.',
    },
  },
  'packages-already-counted': {
    status: 409,
    title: {
      kk: 'Қаптамалар бұрын саналған',
      ru: 'Грузовые места уже сосчитаны',
      en: 'The packages were counted before',
    },
    detail: {
      kk: 'Осы жөнелтілімнің қаптамалары бұрын саналып, жазылған: екінші рет саналмайды. Санын жібермей, қайта растаңыз.',
      ru: 'Грузовые места этой поставки уже сосчитаны и записаны: второй раз их не считают. Подтвердите ещё раз без их числа.',
      en: 'The packages of this shipment were counted and written down before, and are not counted twice. Confirm again without the count.',
    },
  },
  'unit-not-named': {
    status: 409,
    title: {
      kk: 'Қай бірлік екені анықталмады',
      ru: 'Не определить, о какой единице речь',
      en: 'It is not clear which unit is meant',
    },
    detail: {
      kk: 'Бірлікті идентификаторымен, сериялық нөмірімен немесе сериялық нөмірі бар UDI кодымен көрсетіңіз. Нөмір екі бірлікке сай келсе, идентификаторды жіберіңіз.',
      ru: 'Назовите единицу её идентификатором, серийным номером или кодом UDI, в котором есть серийный номер. Если номер подходит двум единицам, отправьте идентификатор.',
      en: 'Name the unit by its identifier, its serial number, or a UDI that holds one. Where a number fits two units, send the identifier.',
    },
  },
  'serial-number-mismatch': {
    status: 409,
    title: {
      kk: 'Сериялық нөмір сәйкес емес',
      ru: 'Серийный номер не совпадает',
      en: 'The serial number does not match',
    },
    detail: {
      kk: 'Құрылғыдағы нөмір қапталған нөмірден басқа. Оқылғаны: {read}. Қапталғаны: {packed}.',
      ru: 'Номер на устройстве отличается от упакованного. Прочитан: {read}. Упакован: {packed}.',
      en: 'The number on the device is not the one that was packed. Read: {read}. Packed: {packed}.',
    },
  },
  'udi-mismatch': {
    status: 409,
    title: { kk: 'UDI коды сәйкес емес', ru: 'Код UDI не совпадает', en: 'The UDI does not match' },
    detail: {
      kk: 'Құрылғының UDI коды басқа модельді көрсетеді. Оқылғаны: {read}. Қапталған құрылғының сериялық нөмірі: {packed}.',
      ru: 'Код UDI указывает на другую модель. Прочитан: {read}. Серийный номер упакованного устройства: {packed}.',
      en: 'The UDI names another model. Read: {read}. Serial number of the device that was packed: {packed}.',
    },
  },
  'unit-already-decided': {
    status: 409,
    title: {
      kk: 'Бұл бірлік туралы шешім қабылданған',
      ru: 'По этой единице решение уже принято',
      en: 'The unit is already decided',
    },
    detail: {
      kk: 'Бұл жабдық бірлігі туралы шешім бұрын жазылған, оны өзгертуге болмайды. Бірлік: {unit}.',
      ru: 'Решение по этой единице оборудования уже записано, изменить его нельзя. Единица: {unit}.',
      en: 'The decision on this unit was written down before, and cannot be changed. Unit: {unit}.',
    },
  },
  'link-unknown': {
    status: 404,
    title: { kk: 'Мұндай сілтеме жоқ', ru: 'Такой ссылки нет', en: 'There is no such link' },
    detail: {
      kk: 'Сілтеме дұрыс жазылғанын тексеріңіз немесе жіберушіден жаңасын сұраңыз.',
      ru: 'Проверьте, что ссылка записана верно, или попросите отправителя о новой.',
      en: 'Check that the link is complete, or ask the sender for a new one.',
    },
  },
  'link-ended': {
    status: 409,
    title: { kk: 'Сілтеме жарамсыз', ru: 'Ссылка больше не действует', en: 'The link is no longer valid' },
    detail: {
      kk: 'Бұл сілтемені енді пайдалануға болмайды. Күйі: {state}. Керек болса, жаңа сілтеме жасаңыз.',
      ru: 'Этой ссылкой больше нельзя воспользоваться. Состояние: {state}. При необходимости создайте новую.',
      en: 'This link cannot be used any more. State: {state}. Make a new one where it is needed.',
    },
  },
  'protocol-not-pinned': {
    status: 409,
    title: {
      kk: 'Бірліктің хаттамасы жоқ',
      ru: 'У единицы нет протокола',
      en: 'The unit has no protocol',
    },
    detail: {
      kk: 'Бұл бірлік хаттамалар енгізілгенге дейін жоспарланған: тексеру нәтижелерін жібермеңіз.',
      ru: 'Эта единица запланирована до появления протоколов: не отправляйте результаты проверки.',
      en: 'This unit was planned before there were protocols: send no inspection.',
    },
  },
  'attachment-unknown': {
    status: 409,
    title: { kk: 'Мұндай тіркеме жоқ', ru: 'Такого вложения нет', en: 'There is no such attachment' },
    detail: {
      kk: 'Осы қайырмалдықта мұндай хеші бар тіркеме жоқ немесе ол жақында өшіріледі. Файлды қайта жүктеңіз.',
      ru: 'В этом пожертвовании нет вложения с таким хешем, или оно скоро будет удалено. Загрузите файл ещё раз.',
      en: 'This donation has no attachment under this hash, or it is about to be removed. Upload the file again.',
    },
  },
} as const satisfies Record<string, ProblemEntry>
