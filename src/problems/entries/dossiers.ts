import type { ProblemEntry } from '../entry.ts'

/** Customs papers of a shipment. */
export const dossierProblems = {
  'document-known': {
    status: 409,
    title: {
      kk: 'Мұндай идентификаторы бар құжат тіркелген',
      ru: 'Документ с таким идентификатором уже есть',
      en: 'A document under this identifier is there already',
    },
    detail: {
      kk: 'Жөнелтілімде «document» мәні дәл осындай құжат бар; күші жойылған құжаттың идентификаторы да бос болмайды. Басқа идентификатор таңдаңыз.',
      ru: 'В поставке уже есть документ с таким значением «document»; идентификатор отозванного документа тоже остаётся занятым. Выберите другой идентификатор.',
      en: 'The shipment has a document with this "document" already; that of a withdrawn one stays taken as well. Choose another identifier.',
    },
  },
  'document-number-taken': {
    status: 409,
    title: {
      kk: 'Бұл нөмірлі құжат бұрын тіркелген',
      ru: 'Документ с этим номером уже внесён',
      en: 'A document of this number is recorded already',
    },
    detail: {
      kk: 'Жөнелтілімде түрі мен нөмірі дәл осындай, күшіндегі құжат бар. Нөмірді тексеріңіз; құжатты түзету үшін алдымен бұрынғысының күшін «document.withdrawn» оқиғасымен жойыңыз.',
      ru: 'В поставке уже есть действующий документ этого вида с таким номером. Проверьте номер; чтобы исправить документ, сначала отзовите прежний событием «document.withdrawn».',
      en: 'The shipment has a document of this kind and number that counts. Check the number; to correct a document, withdraw the one before with the event "document.withdrawn" first.',
    },
  },
  'document-used-elsewhere': {
    status: 409,
    title: {
      kk: 'Құжат басқа жөнелтілімге берілген',
      ru: 'Документ выдан на другую поставку',
      en: 'The document is for another shipment',
    },
    detail: {
      kk: 'Рұқсат пен кедендік жеңілдік бір ғана жөнелтілімге беріледі, ал бұл нөмір осы қайырмалдықтың басқа жөнелтілімінде тіркелген. Осы жөнелтілімге берілген құжатты тіркеңіз.',
      ru: 'Разрешение и освобождение действуют только для одной поставки, а этот номер внесён в другую поставку этого пожертвования. Внесите документ, выданный на эту поставку.',
      en: 'A permit or an exemption is for one shipment alone, and this number is recorded with another shipment of the donation. Record the one that was issued for this shipment.',
    },
  },
  'document-issued-in-future': {
    status: 400,
    title: {
      kk: 'Құжаттың берілген күні әлі келген жоқ',
      ru: 'Дата выдачи документа ещё не наступила',
      en: 'The document is issued in the future',
    },
    detail: {
      kk: 'Құжаттың берілген күні оны тіркеген күннен кейін бола алмайды. Күнді құжаттан қайта тексеріңіз.',
      ru: 'Дата выдачи не может быть позже дня, когда документ внесён. Сверьте дату с документом.',
      en: 'The day of issue cannot be after the day on which the document is recorded. Compare the day with the document.',
    },
  },
  'document-validity-inverted': {
    status: 400,
    title: {
      kk: 'Құжаттың мерзімі басталмай жатып аяқталады',
      ru: 'Срок действия кончается раньше, чем начинается',
      en: 'The document ends before it begins to hold',
    },
    detail: {
      kk: 'Құжат жарамдылығының соңғы күні берілген күнінен де, жарамдылығының алғашқы күнінен де ерте болмауы керек. Күндерді құжаттан қайта тексеріңіз.',
      ru: 'Последний день действия документа не может быть раньше дня выдачи и первого дня действия. Сверьте даты с документом.',
      en: 'The last day of its validity cannot be before the day of issue or the first day of its validity. Compare the days with the document.',
    },
  },
  'document-expired': {
    status: 409,
    title: {
      kk: 'Құжаттың мерзімі өтіп кеткен',
      ru: 'Срок действия документа истёк',
      en: 'The document has expired',
    },
    detail: {
      kk: 'Әкелуге рұқсаттың немесе кедендік жеңілдіктің мерзімі тіркелген күні өтіп кеткен болса, ол қабылданбайды. Мерзімі жалғасып тұрған құжат алып, соны тіркеңіз.',
      ru: 'Разрешение на ввоз или освобождение не принимается, если в день внесения его срок уже истёк. Получите действующий документ и внесите его.',
      en: 'An import permit or an exemption that is over on the day on which it is recorded is not taken. Obtain one that is valid, and record that.',
    },
  },
  'too-many-documents': {
    status: 409,
    title: {
      kk: 'Жөнелтілімнің құжаттары тым көп',
      ru: 'Слишком много документов',
      en: 'The shipment has too many documents',
    },
    detail: {
      kk: 'Бір жөнелтілімге тіркелетін құжаттардың ең көп саны, күші жойылғандарын қоса: {limit}. Бірнеше парақты бір құжатқа біріктіріңіз.',
      ru: 'Наибольшее число документов одной поставки, считая отозванные: {limit}. Объедините несколько листов в один документ.',
      en: 'The most documents that a shipment may have, withdrawn ones included: {limit}. Put several sheets together into one document.',
    },
  },
  'document-unknown': {
    status: 409,
    title: {
      kk: 'Жөнелтілімде мұндай құжат жоқ',
      ru: 'В поставке нет такого документа',
      en: 'The shipment has no such document',
    },
    detail: {
      kk: 'Мұндай идентификаторы бар құжат осы жөнелтілімде тіркелмеген. Идентификаторды «GET /v1/shipments/…/dossier» жауабынан алыңыз.',
      ru: 'Документ с таким идентификатором в этой поставке не внесён. Возьмите идентификатор из ответа «GET /v1/shipments/…/dossier».',
      en: 'No document under this identifier is recorded for the shipment. Take the identifier from the answer of "GET /v1/shipments/…/dossier".',
    },
  },
  'document-withdrawn': {
    status: 409,
    title: {
      kk: 'Құжаттың күші бұрын жойылған',
      ru: 'Документ уже отозван',
      en: 'The document is withdrawn already',
    },
    detail: {
      kk: 'Бұл құжаттың күші бұрын жойылған, оны екінші рет жою қажет емес. Оның орнына басқасы керек болса, жаңа құжатты тіркеңіз.',
      ru: 'Этот документ уже отозван, повторно отзывать его не нужно. Если вместо него нужен другой, внесите новый документ.',
      en: 'This document was withdrawn before and need not be withdrawn again. Record a new one if another is to take its place.',
    },
  },
  'declared-item-not-in-shipment': {
    status: 409,
    title: {
      kk: 'Жөнелтілімде бұл позиция жоқ',
      ru: 'Этой позиции нет в поставке',
      en: 'The item is not in the shipment',
    },
    detail: {
      kk: 'Декларацияда осы жөнелтілімде бірліктері бар позициялар ғана көрсетіледі. Позиция идентификаторын жөнелтілімнің «units» тізімінен алыңыз.',
      ru: 'В декларации указывают только позиции, единицы которых едут в этой поставке. Возьмите идентификатор позиции из списка «units» поставки.',
      en: 'Only items of which the shipment carries units are declared. Take the identifier of the item from the "units" of the shipment.',
    },
  },
  'declared-quantity-exceeded': {
    status: 409,
    title: {
      kk: 'Декларацияда жөнелтілімдегіден көп бірлік көрсетілген',
      ru: 'Задекларировано больше единиц, чем едет',
      en: 'More units are declared than the shipment carries',
    },
    detail: {
      kk: 'Позицияның барлық жолдарындағы сан жөнелтілімдегі бірліктер санынан аспауы керек. Жөнелтілімдегі бірліктер саны: {count}.',
      ru: 'Количество по всем строкам позиции не может превышать число её единиц в поставке. Единиц в поставке: {count}.',
      en: 'The quantity in all lines of an item cannot exceed its units in the shipment. Units in the shipment: {count}.',
    },
  },
  'declared-currency-differs': {
    status: 400,
    title: {
      kk: 'Жолдың валютасы шот валютасынан өзгеше',
      ru: 'Валюта строки не совпадает с валютой счёта',
      en: 'A line is in another currency than the invoice',
    },
    detail: {
      kk: 'Декларация жолдарының құны шоттың валютасында көрсетіледі («invoiceValue»). Сомаларды бір валютаға келтіріңіз.',
      ru: 'Стоимость строк указывают в валюте счёта («invoiceValue»). Приведите суммы к одной валюте.',
      en: 'The values of the lines are in the currency of the invoice ("invoiceValue"). Bring the amounts into one currency.',
    },
  },
  'declared-value-missing': {
    status: 400,
    title: {
      kk: 'Жолдың құны көрсетілмеген',
      ru: 'Не указана стоимость строки',
      en: 'A line has no value',
    },
    detail: {
      kk: 'Құн не әр жолда көрсетіледі, не ешбірінде көрсетілмейді. Жетіспейтін құнды қосыңыз.',
      ru: 'Стоимость указывают либо в каждой строке, либо ни в одной. Добавьте недостающую стоимость.',
      en: 'Either every line has a value, or none has. Add the value that is missing.',
    },
  },
  'declared-values-do-not-add-up': {
    status: 400,
    title: {
      kk: 'Жолдар құнының қосындысы сәйкес емес',
      ru: 'Сумма строк не сходится',
      en: 'The values of the lines do not add up',
    },
    detail: {
      kk: 'Декларация жолдары құнының қосындысы, ең кіші ақша бірлігімен: {sum}. Шот бойынша болуы керек: {expected}. Сомаларды түзетіңіз.',
      ru: 'Сумма стоимости строк, в наименьших денежных единицах: {sum}. По счёту должно быть: {expected}. Исправьте суммы.',
      en: 'The values of the lines add up to {sum} minor units; by the invoice it must be {expected}. Correct the amounts.',
    },
  },
} as const satisfies Record<string, ProblemEntry>
