// The words of the widget: fetched from the server, with a built-in minimum for when that fails.

export const NAMES = { km: "ភាសាខ្មែរ", en: "English" };

const BUILT_IN = {
  km: {
    title: "ជំនួយការ ប.ស.ស.", hotline: "ខ្សែទូរស័ព្ទបន្ទាន់ 1286", open: "សួរ ប.ស.ស.", close: "បិទ", menu: "ម៉ឺនុយ",
    label: "សំណួររបស់អ្នក", placeholder: "សរសេរនៅទីនេះ…", send: "ផ្ញើ", transcript: "ការសន្ទនា",
    greeting: "សួស្តី! សូមសួរអំពី ប.ស.ស.។", you: "អ្នក", bot: "ជំនួយការ", staff: "មន្ត្រី ប.ស.ស.",
    typing: "កំពុងឆ្លើយ…", queued: "រង់ចាំផ្ញើ", sent: "បានផ្ញើ", failed: "ផ្ញើមិនបាន", retry: "ផ្ញើម្តងទៀត",
    remove: "លុប", offline: "គ្មានអ៊ីនធឺណិត។ សារនឹងត្រូវផ្ញើ ពេលមានអ៊ីនធឺណិតវិញ។",
    connecting: "កំពុងភ្ជាប់ឡើងវិញ…", undelivered: "ផ្ញើសារមិនបាន។ សូមផ្ញើម្តងទៀត ឬហៅ 1286។",
    ended: "ការសន្ទនាមុនបានចប់ហើយ។ អ្នកអាចសួរថ្មីបាន។", complaint: "បំពេញទម្រង់បណ្តឹង",
    quick_exit: "ចាកចេញរហ័ស", cleared: "បានលុបការសន្ទនាហើយ។", unread: "សារថ្មី {count}", latest: "មើលសារថ្មី",
    owner_queue: "មន្ត្រីម្នាក់នឹងឆ្លើយអ្នកនៅទីនេះ។", owner_staff: "មន្ត្រី ប.ស.ស. កំពុងឆ្លើយអ្នក។",
  },
  en: {
    title: "NSSF assistant", hotline: "Hotline 1286", open: "Ask NSSF", close: "Close", menu: "Menu",
    label: "Your question", placeholder: "Write here…", send: "Send", transcript: "Conversation",
    greeting: "Hello! Ask about NSSF.", you: "You", bot: "Assistant", staff: "NSSF staff",
    typing: "Answering…", queued: "Waiting to send", sent: "Sent", failed: "Not sent", retry: "Send again",
    remove: "Delete", offline: "No internet. Your message will be sent when the line returns.",
    connecting: "Connecting again…", undelivered: "The message was not sent. Send it again, or call 1286.",
    ended: "The earlier conversation has ended. You can ask again.", complaint: "Fill in a complaint form",
    quick_exit: "Quick exit", cleared: "The conversation is cleared.", unread: "New messages: {count}",
    latest: "See the new message",
    owner_queue: "A person will answer you here.", owner_staff: "A staff member is answering you.",
  },
};

const fetched = {};

/** Fetches the strings of one language; the built-in minimum stays when the line or the server fails. */
export async function fetchWords(api, language) {
  if (fetched[language]) return;
  try {
    const answer = await api("/api/strings/" + language, { cache: "default" });
    if (answer.status === 200) fetched[language] = answer.data;
  } catch {
    // The built-in words are enough to go on; the next open tries again.
  }
}

/** The words for one short key ("send"); an unknown key gives an empty string, so that nothing odd is shown. */
export function word(language, key, count) {
  const text = (fetched[language] || {})["widget." + key] || BUILT_IN[language][key] || "";
  return count === undefined ? text : text.replace("{count}", count);
}

/** The language a text is most likely written in, for the `lang` of what the citizen typed. */
export function languageOf(text) {
  return /[\u1780-\u17ff]/.test(text) ? "km" : "en";
}
