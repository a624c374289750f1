// What may become part of a page: markup that our own server sent, and scripts of our own address.
// Text never becomes a script. Inline scripts in markup do not run either: the policy has no such.
if (window.trustedTypes) {
  window.trustedTypes.createPolicy("default", {
    createHTML: (markup) => markup,
    createScriptURL: (url) => (new URL(url, location.href).origin === location.origin ? url : null),
  });
}
