import type { ProblemEntry } from '../entry.ts'

const wrongToken = { 'www-authenticate': 'Bearer realm="besik", error="invalid_token"' }

/** Who asks is unknown, or may not do this. */
export const accessProblems = {
  unauthenticated: {
    status: 401,
    headers: { 'www-authenticate': 'Bearer realm="besik"' },
    title: { kk: 'API кілті қажет', ru: 'Нужен ключ API', en: 'An API key is needed' },
    detail: {
      kk: 'Сұрауда API кілті жоқ. Кілтті «Authorization: Bearer …» тақырыбында жіберіңіз. Кілт болмаса, оны ұйымыңыздың әкімшісінен сұраңыз.',
      ru: 'В запросе нет ключа API. Передайте ключ в заголовке «Authorization: Bearer …». Если ключа нет, попросите его у администратора вашей организации.',
      en: 'The request carries no API key. Send the key in the header "Authorization: Bearer …". If you have none, ask the administrator of your organization.',
    },
  },
  'invalid-key': {
    status: 401,
    headers: wrongToken,
    title: { kk: 'API кілті жарамсыз', ru: 'Ключ API недействителен', en: 'The API key is not valid' },
    detail: {
      kk: 'Мұндай API кілті жоқ. Кілт толық және өзгеріссіз көшірілгенін тексеріңіз.',
      ru: 'Такого ключа API нет. Проверьте, что ключ скопирован полностью и без изменений.',
      en: 'There is no such API key. Check that it was copied whole and unchanged.',
    },
  },
  'key-expired': {
    status: 401,
    headers: wrongToken,
    title: {
      kk: 'API кілтінің мерзімі өтті',
      ru: 'Срок действия ключа API истёк',
      en: 'The API key has expired',
    },
    detail: {
      kk: 'Бұл API кілтінің мерзімі өтіп кетті. Ұйымыңыздың әкімшісінен жаңа кілт алыңыз.',
      ru: 'Срок действия этого ключа API закончился. Получите новый ключ у администратора вашей организации.',
      en: 'This API key is past its time. Get a new one from the administrator of your organization.',
    },
  },
  'key-revoked': {
    status: 401,
    headers: wrongToken,
    title: { kk: 'API кілтінің күші жойылған', ru: 'Ключ API отозван', en: 'The API key was revoked' },
    detail: {
      kk: 'Бұл API кілтінің күші жойылған, ол енді жұмыс істемейді. Ұйымыңыздың әкімшісінен жаңа кілт алыңыз.',
      ru: 'Этот ключ API отозван и больше не действует. Получите новый ключ у администратора вашей организации.',
      en: 'This API key was revoked and no longer opens anything. Get a new one from the administrator of your organization.',
    },
  },
  'missing-scope': {
    status: 403,
    title: {
      kk: 'Кілттің құқығы жеткіліксіз',
      ru: 'Прав ключа недостаточно',
      en: 'The key is not allowed to do this',
    },
    detail: {
      kk: 'Бұл әрекет үшін API кілтінде «{scope}» құқығы болуы керек. Ұйымыңыздың әкімшісінен сондай кілт сұраңыз.',
      ru: 'Для этого действия у ключа API должно быть право «{scope}». Попросите такой ключ у администратора вашей организации.',
      en: 'This needs an API key with the scope "{scope}". Ask the administrator of your organization for one.',
    },
  },
  'role-not-allowed': {
    status: 403,
    title: {
      kk: 'Бұл оқиғаны сіздің ұйымыңыз жібере алмайды',
      ru: 'Ваша организация не может отправить это событие',
      en: 'Your organization may not send this event',
    },
    detail: {
      kk: '«{event}» оқиғасын осы қайырмалдықта мына рөлдегі ұйымдар ғана жібере алады: {roles}. Сондай рөлдегі ұйымға хабарласыңыз.',
      ru: 'Событие «{event}» в этом пожертвовании отправляют только организации в роли: {roles}. Обратитесь к такой организации.',
      en: 'In this donation the event "{event}" is sent only by organizations in the role of: {roles}. Turn to one of them.',
    },
  },
  'sender-not-a-party': {
    status: 403,
    title: {
      kk: 'Ұсынысты тек қайырмалдыққа қатысатын ұйым жасай алады',
      ru: 'Предложить может только участник пожертвования',
      en: 'Only a party can make the pledge',
    },
    detail: {
      kk: 'Қайырмалдықты оның доноры немесе үйлестірушісі ғана ұсына алады. Өз ұйымыңызды «parties» тізіміне осы рөлдердің бірімен қосыңыз.',
      ru: 'Пожертвование предлагает один из его доноров или координатор. Добавьте свою организацию в список «parties» в одной из этих ролей.',
      en: 'A donation is pledged by one of its donors or by its coordinator. Add your organization to "parties" in one of these roles.',
    },
  },
  'operator-not-a-party': {
    status: 403,
    title: {
      kk: 'Оператор қайырмалдыққа қатыспайды',
      ru: 'Оператор не участвует в пожертвованиях',
      en: 'The operator takes no part in donations',
    },
    detail: {
      kk: 'Бұл әрекетті ұйым өз атынан жасайды, ал оператор кілті ешбір ұйымға тиесілі емес. Ұйымның кілтін қолданыңыз.',
      ru: 'Это действие организация совершает от своего имени, а ключ оператора не принадлежит ни одной организации. Используйте ключ организации.',
      en: 'An organization does this in its own name, and the key of the operator belongs to none. Use the key of an organization.',
    },
  },
  'operator-only': {
    status: 403,
    title: {
      kk: 'Мұны тек қызмет операторы жасай алады',
      ru: 'Это может сделать только оператор сервиса',
      en: 'Only the operator of the service may do this',
    },
    detail: {
      kk: 'Бұл мекенжай қызмет операторының кілтін ғана қабылдайды. Қажет әрекетті орындауды оператордан сұраңыз.',
      ru: 'По этому адресу принимается только ключ оператора сервиса. Попросите оператора выполнить нужное действие.',
      en: 'This address takes only the key of the operator of the service. Ask the operator to do what you need.',
    },
  },
  'key-not-rotatable': {
    status: 409,
    title: {
      kk: 'Бұл кілтті ауыстыруға болмайды',
      ru: 'Этот ключ нельзя заменить',
      en: 'The key cannot be replaced',
    },
    detail: {
      kk: 'Мерзімі өткен, күші жойылған немесе бұрын ауыстырылған кілттің орнына жаңасын осылай алуға болмайды. Жаңа кілт жасаңыз.',
      ru: 'Ключ, срок которого истёк, который отозван или уже заменён, так заменить нельзя. Создайте новый ключ.',
      en: 'A key that has expired, was revoked or was replaced already cannot be replaced like this. Make a new key.',
    },
  },
  'rate-limited': {
    status: 429,
    title: {
      kk: 'Сұраулар тым жиі жіберілуде',
      ru: 'Слишком много запросов',
      en: 'Too many requests',
    },
    detail: {
      kk: 'Қысқа уақыт ішінде тым көп сұрау жіберілді. «Retry-After» тақырыбында көрсетілген секунд өткен соң қайталаңыз.',
      ru: 'За короткое время пришло слишком много запросов. Повторите через столько секунд, сколько указано в заголовке «Retry-After».',
      en: 'Too many requests came in a short time. Try again after the seconds that the header "Retry-After" names.',
    },
  },
  'too-many-waiting': {
    status: 429,
    headers: { 'retry-after': '5' },
    title: {
      kk: 'Оқиға күтіп тұрған сұраулар тым көп',
      ru: 'Слишком много запросов ждут событий',
      en: 'Too many requests wait for events',
    },
    detail: {
      kk: 'Ұйым бір мезгілде ең көбі 20 сұраумен оқиға күте алады, ал қызмет бойынша да шек бар. Артық байланыстарды жабыңыз немесе «wait» параметрінсіз оқыңыз. «Retry-After» тақырыбында көрсетілген секунд өткен соң қайталаңыз.',
      ru: 'Организация может ждать событий не более чем в 20 запросах сразу, и есть предел для всего сервиса. Закройте лишние соединения или читайте без параметра «wait». Повторите через столько секунд, сколько указано в заголовке «Retry-After».',
      en: 'An organization may wait for events with 20 requests at a time, and there is a limit for the whole service. Close connections that you do not need, or read without "wait". Try again after the seconds that the header "Retry-After" names.',
    },
  },
} as const satisfies Record<string, ProblemEntry>
