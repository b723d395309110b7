// What finished pages are held to, beyond the standard of HTML itself: what
// html-validate recommends, but for the rules below, each with its reason.
export default {
  root: true,
  extends: ["html-validate:recommended", "html-validate:document"],
  rules: {
    // Ids hold the names of controls, requirements and answers, which have dots.
    "valid-id": ["error", { relaxed: true }],
    // The standard lets it be written in small letters, which compress better.
    "doctype-style": ["error", { style: "lowercase" }],
    // A list may have a name (ARIA 1.2, role list).
    "aria-label-misuse": ["error", { allowAnyNamable: true }],
    // A page is named after its control, and no name is cut.
    "long-title": "off",
  },
};
