/** What is pictured: the screens that customers see most, in both languages and themes; few, for each is looked at. */
const languages = ['vi', 'en'];
const themes = ['light', 'dark'];

/** Stories at the width of a phone; those that order tickets hold are compact too. */
const stories = {
  'verify-code': {id: 'otp-verify-flow--order', compact: true},
  'verify-password': {id: 'otp-verify-methods--static-password', compact: true},
  'verify-wrong': {id: 'otp-verify-problems--wrong-code', compact: true},
  'verify-done': {id: 'otp-verify-flow--verified', compact: true},
  'verify-expired': {id: 'otp-verify-problems--expired'},
  'enroll-terms': {id: 'otp-enroll-before-the-password--terms'},
  'enroll-password': {id: 'otp-enroll-password--creating-a-password'},
  'list-locked': {id: 'otp-list-locked-and-open--locked'},
  'list-open': {id: 'otp-list-locked-and-open--open'},
  'cancel-question': {id: 'otp-cancel-before-the-proof--consequences'},
};

const everyWay = (density) =>
  languages.flatMap((lang) =>
    themes.map((theme) => ({name: [lang, theme, ...(density ? [density] : [])].join('-'), lang, theme, density})),
  );

/** The code screen alone, as it stands the narrowest and in the customer's own colors. */
const hard = [
  {name: 'vi-light-280', lang: 'vi', theme: 'light', width: 280},
  {name: 'vi-forced', lang: 'vi', theme: 'dark', forced: true},
];

/** Stories and, of each, the ways in which a picture is taken. */
export const pictured = Object.entries(stories).map(([name, {id, compact = false}]) => ({
  name,
  id,
  ways: [...everyWay(), ...(compact ? everyWay('compact') : []), ...(name === 'verify-code' ? hard : [])].map(
    (way) => ({
      width: 390,
      ...way,
    }),
  ),
}));
