import type { ProblemEntry } from '../entry.ts'

/** Recalls of devices. */
export const recallProblems = {
  'recall-not-allowed': {
    status: 403,
    title: {
      kk: 'Бұл ұйым құрылғыларды кері қайтара алмайды',
      ru: 'Эта организация не может отзывать изделия',
      en: 'This organization can not call devices back',
    },
    detail: {
      kk: 'Құрылғыларды жеткізуші, денсаулық сақтау органы, қор немесе клуб кері қайтарады. Өндірушіге немесе жеткізушіге хабарласыңыз.',
      ru: 'Отзывают изделия поставщик, орган здравоохранения, фонд или клуб. Обратитесь к производителю или поставщику.',
      en: 'Devices are called back by a supplier, a health authority, a foundation or a club. Turn to the maker or the supplier.',
    },
  },
  'recall-finds-nothing': {
    status: 409,
    pointer: '/criteria',
    title: {
      kk: 'Сәйкес құрылғы табылмады',
      ru: 'Подходящих изделий не найдено',
      en: 'No device fits',
    },
    detail: {
      kk: 'Бірде-бір ауруханада көрсетілген белгілердің бәріне сәйкес құрылғы жоқ. Өндіруші атауының, партияның және нөмірлердің жазылуын тексеріңіз.',
      ru: 'Ни в одной больнице нет изделия, к которому подходит всё указанное. Проверьте, как написаны производитель, партия и номера.',
      en: 'No hospital holds a device that all of the criteria fit. Check how the maker, the lots and the numbers are spelt.',
    },
  },
  'serial-range-inverted': {
    status: 400,
    pointer: '/criteria/serialNumbers/to',
    title: {
      kk: 'Сериялық нөмірлер аралығы керісінше берілген',
      ru: 'Диапазон серийных номеров перевёрнут',
      en: 'The range of serial numbers is inverted',
    },
    detail: {
      kk: '«from» нөмірі «to» нөмірінен кейін келмеуі керек. Нөмірлердегі сандар сан ретінде салыстырылады.',
      ru: 'Номер «from» не должен идти после номера «to». Числа внутри номеров сравниваются как числа.',
      en: 'The number "from" must not come after the number "to". Numbers inside them are compared as numbers.',
    },
  },
  'recall-counts-do-not-add-up': {
    status: 409,
    title: {
      kk: 'Құрылғылар саны сәйкес емес',
      ru: 'Количество изделий не сходится',
      en: 'The counts of devices do not add up',
    },
    detail: {
      kk: 'Көрсетілген құрылғылардың барлығы: {sum}. Аурухана жауап беретін құрылғылар саны: {expected}. Сандарды түзетіңіз.',
      ru: 'Всего указано изделий: {sum}. Больница отвечает за изделия в количестве: {expected}. Исправьте числа.',
      en: 'The counts add up to {sum}, and the devices of the hospital are {expected}. Correct the counts.',
    },
  },
  'recall-awaits-too-many': {
    status: 409,
    title: {
      kk: 'Жолдағы құрылғы онша көп емес',
      ru: 'В пути столько изделий не было',
      en: 'Not so many devices were on their way',
    },
    detail: {
      kk: 'Кері қайтару кезінде жолда болған құрылғылар саны: {onTheWay}. Әлі келмегендері одан көп болмауы керек.',
      ru: 'Во время отзыва в пути было изделий: {onTheWay}. Ещё не прибывших не может быть больше.',
      en: 'Devices that were on their way at the recall: {onTheWay}. No more than those can still be awaited.',
    },
  },
} as const satisfies Record<string, ProblemEntry>
