/* The ways to add an address: links, copying, the phone’s own way of sharing, and a picture for a camera. */
import { linksTo } from "./addresses.js";

/** @import { Form } from "./form.js" */

/** The address that is on offer. @param {Form} form */
const addressOf = (form) => form.field("address").value;

/** Lead every link to an address. @param {Form} form @param {string} https @param {string} title */
export function lead(form, https, title) {
  const links = linksTo(https, title);
  for (const link of form.form.querySelectorAll("[data-link]")) link.href = links[link.dataset.link];
  if (addressOf(form) === https) return;
  form.field("address").value = https;
  form.say("done", "");
  form.say("copy", "Copy the address");
  if (form.part("qr")?.open) draw(form);
}

/** Copy the address, or select it for who copies by hand. @param {Form} form */
async function copy(form) {
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

/** Draw the address. @param {Form} form */
async function draw(form) {
  const { correction, generate } = await import("./lean-qr.js");
  const address = addressOf(form);
  const code = generate(address, { minCorrectionLevel: correction.M });
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

/** Let a form do what its buttons say. @param {Form} form @param {() => string} title */
export function connect(form, title) {
  const part = (name) => form.part(name);
  part("copy").addEventListener("click", () => copy(form));
  form.field("address").addEventListener("focus", ({ target }) => target.select());
  const share = part("share");
  if ("share" in navigator) {
    share.parentElement.hidden = false;
    share.addEventListener("click", () => {
      navigator.share({ title: title(), url: addressOf(form) }).catch(() => {}); /* closed again, which is no fault */
    });
  } else form.form.querySelector("[data-link='mail']").classList.add("md-button--primary");
  const onPhone = form.devices.some((one) => ["android", "apple-phone"].includes(one));
  const picture = part("qr");
  if (onPhone) picture.remove();
  else picture.addEventListener("toggle", () => picture.open && draw(form));
}
