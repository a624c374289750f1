// What scripts say, in the language of the page: parts/words.html.
export const words = () => document.getElementById("words")?.dataset ?? {};
