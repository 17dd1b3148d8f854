// The little Markdown that lessons are written in, as elements: paragraphs, lists, code, emphasis.
import { make } from "./hallpass.js";
/** What begins a line of a list. */
const BULLET = /^\s*(?:[-*]|\d+\.)\s+/;
/** A text as elements. Nothing in it is read as HTML. */
export function text(markdown) {
    // Every second part is between fences.
    return markdown.split(/^```.*$/m).flatMap((part, place) => {
        if (place % 2 === 1)
            return [make("pre", make("code", part.replace(/^\n/, "")))];
        const blocks = part.split(/\n\s*\n/).filter((block) => block.trim() !== "");
        return blocks.map((block) => paragraphOrList(block.trim()));
    });
}
function paragraphOrList(block) {
    const lines = block.split("\n");
    if (!lines.every((line) => BULLET.test(line)))
        return make("p", ...inline(block));
    const items = lines.map((line) => make("li", ...inline(line.replace(BULLET, ""))));
    return make(/^\s*\d/.test(block) ? "ol" : "ul", ...items);
}
/** One line: code, strong words and emphasis. */
export function inline(line) {
    return line.split(/(`[^`]+`|\*\*[^*]+\*\*|\*[^*\s][^*]*\*)/).map((part) => {
        if (part.startsWith("`") && part.length > 2)
            return make("code", part.slice(1, -1));
        if (part.startsWith("**") && part.length > 4)
            return make("strong", part.slice(2, -2));
        if (part.startsWith("*") && part.length > 2)
            return make("em", part.slice(1, -1));
        return part;
    });
}
