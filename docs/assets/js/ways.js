/* What one does with an address: copy it, share it by the phone’s own way, show it to a camera. */

/** @import { Form } from "./form.js" */

/** Copy the address, or select it for who copies by hand. @param {Form} form */
export async function copy(form) {
  const field = form.field("address");
  try {
    await navigator.clipboard.writeText(field.value);
    form.say("copy", "Copied");
    form.say("done", "The address is copied.");
  } catch {
    field.focus();
    field.select();
    form.say("done", "Now press Copy, or Ctrl and C.");
  }
}

/** Share the address. @param {Form} form @param {string} title */
export const share = (form, title) =>
  navigator.share({ title, url: form.field("address").value }).catch(() => {}); /* closed again, which is no fault */

/** Draw the address. @param {Form} form */
export async function draw(form) {
  /** @type {any} */
  const { correction, generate } = await import("./lean-qr.js");
  const address = form.field("address").value;
  const code = generate(address, { minCorrectionLevel: correction.M });
  /** @type {string[]} */
  const dark = [];
  for (let y = 0; y < code.size; y++) for (let x = 0; x < code.size; x++) if (code.get(x, y)) dark.push(`M${x} ${y}h1v1h-1z`);
  const picture = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  picture.setAttribute("viewBox", `-4 -4 ${code.size + 8} ${code.size + 8}`);
  picture.setAttribute("role", "img");
  picture.setAttribute("aria-label", `QR code of ${address}`);
  path.setAttribute("d", dark.join(""));
  picture.append(path);
  form.part("picture").replaceChildren(picture);
}
