/** What the page says that the QR code of a handover act leads to. */
export const verificationTexts = {
  kk: {
    title: 'Қабылдау-тапсыру актісі тіркелген',
    explanation:
      'Қолыңыздағы PDF файлының SHA-256 мәнін төмендегімен салыстырыңыз. Мәндер бірдей болса, файл — дәл осы акт.',
    shipment: 'Жөнелтілім',
    made: 'Жасалған уақыты',
  },
  ru: {
    title: 'Акт приёма-передачи зарегистрирован',
    explanation:
      'Сравните SHA-256 имеющегося у вас файла PDF со значением ниже. Если они совпадают, это тот самый акт.',
    shipment: 'Поставка',
    made: 'Составлен',
  },
  en: {
    title: 'This handover act is on record',
    explanation:
      'Compare the SHA-256 of the PDF you hold with the value below. Where they are equal, it is this very act.',
    shipment: 'Shipment',
    made: 'Made',
  },
}
