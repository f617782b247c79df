import type { ProblemEntry } from '../entry.ts'

/** Units and shipments don't fit what was agreed. */
export const shipmentProblems = {
  'item-unknown': {
    status: 409,
    title: {
      kk: 'Қайырмалдықта мұндай позиция жоқ',
      ru: 'В пожертвовании нет такой позиции',
      en: 'The donation has no such item',
    },
    detail: {
      kk: 'Мұндай идентификаторы бар позиция осы қайырмалдықта жоқ. Идентификаторды қайырмалдықтың «items» тізімінен алыңыз.',
      ru: 'Позиции с таким идентификатором в этом пожертвовании нет. Возьмите идентификатор из списка «items» пожертвования.',
      en: 'This donation has no item under this identifier. Take the identifier from its "items".',
    },
  },
  'contracted-quantity-exceeded': {
    status: 409,
    title: {
      kk: 'Келісілген саннан асып кетті',
      ru: 'Превышено согласованное количество',
      en: 'More units than were agreed',
    },
    detail: {
      kk: 'Келісілген бірліктердің бәрі жоспарланған, бос орын жоқ. Позиция: {item}. Жөнелтілімдегі бірліктер санын азайтыңыз.',
      ru: 'Все согласованные единицы уже распределены, свободных мест нет. Позиция: {item}. Уменьшите число единиц в поставке.',
      en: 'Every agreed unit is already planned, and no place is open. Item: {item}. Put fewer units into the shipment.',
    },
  },
  'unit-not-in-shipment': {
    status: 409,
    title: {
      kk: 'Бұл бірлік жөнелтілімге кірмейді',
      ru: 'Эта единица не входит в поставку',
      en: 'The unit is not in the shipment',
    },
    detail: {
      kk: 'Көрсетілген жабдық бірлігі осы жөнелтілімге жоспарланбаған. Сериялық нөмірін немесе кодын жөнелтілімнің құжаттарымен салыстырыңыз.',
      ru: 'Указанная единица оборудования не запланирована в эту поставку. Сверьте её серийный номер или код с документами поставки.',
      en: 'The unit was not planned into this shipment. Compare its serial number or code with the papers of the shipment.',
    },
  },
  'units-not-packed': {
    status: 409,
    title: {
      kk: 'Қапталмаған бірліктер бар',
      ru: 'Упакованы не все единицы',
      en: 'Not every unit is packed',
    },
    detail: {
      kk: 'Жөнелтілімнің әр бірлігі қаптамалардың бірінде болуы керек. Қаптамасы көрсетілмеген бірліктер саны: {count}.',
      ru: 'Каждая единица поставки должна быть в одном из грузовых мест. Число единиц без грузового места: {count}.',
      en: 'Every unit of the shipment must lie in one of its packages. Units without a package: {count}.',
    },
  },
  'unit-not-replaceable': {
    status: 409,
    title: {
      kk: 'Бұл бірлікті ауыстыруға болмайды',
      ru: 'Эту единицу нельзя заменить',
      en: 'The unit cannot be replaced',
    },
    detail: {
      kk: 'Аурухана қабылдамаған және әлі ауыстырылмаған, сол позициядағы бірлікті ғана жаңасымен ауыстыруға болады.',
      ru: 'Заменить можно только единицу той же позиции, от которой больница отказалась и которую ещё не заменили.',
      en: 'Only a unit of the same item that the hospital refused, and that was not replaced yet, can be replaced.',
    },
  },
  'serial-number-taken': {
    status: 409,
    title: {
      kk: 'Сериялық нөмір бос емес',
      ru: 'Серийный номер занят',
      en: 'The serial number is taken',
    },
    detail: {
      kk: 'Осы қайырмалдықтың басқа жөнелтілімінде дәл осындай сериялық нөмірі бар бірлік бар. Нөмірді құрылғыдағы тақтайшамен салыстырыңыз.',
      ru: 'В другой поставке этого пожертвования уже есть единица с таким серийным номером. Сверьте номер с табличкой на устройстве.',
      en: 'Another shipment of this donation holds a unit under this serial number. Compare it with the plate on the device.',
    },
  },
} as const satisfies Record<string, ProblemEntry>
