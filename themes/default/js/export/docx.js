/**
 * Writes a document as a Word file (Office Open XML, WordprocessingML).
 *
 * What a screen reader needs is in it: real headings and lists, table rows that are marked as headings and
 * repeated on each page, the language and the title. Nothing in it depends on the day.
 */
import { boxOf, columnsOf, filled, listsOf, mayLink, ownText, runsOf, withoutBox } from "./document.js";
import { zip } from "./zip.js";

/** @import { Block, Document, List, Run, Text } from "./document.js" */

const OFFICE = "http://schemas.openxmlformats.org";
const MAIN = `xmlns:w="${OFFICE}/wordprocessingml/2006/main"`;
const RELATION = `${OFFICE}/officeDocument/2006/relationships`;
const PACKAGE = `${OFFICE}/package/2006`;
const CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.";
const CORE = "application/vnd.openxmlformats-package.core-properties+xml";
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** Letter paper with margins of an inch, in twentieths of a point. */
const PAGE = '<w:sectPr><w:pgSz w:w="12240" w:h="15840"/><w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" w:header="720" w:footer="720" w:gutter="0"/></w:sectPr>';
const TEXT_WIDTH = 9360;
/** The numbers of the lists that need no counting. */
const BULLETS = 1;
const BOXES = 2;
const COUNTED = 2;
/** How deep lists go; what is deeper stands on the last level. */
const LEVELS = 4;

/** @param {Document} document */
export function docx(document) {
  const writer = new Writer();
  const title = document.title.trim() ? paragraph("Title", writer.runs([{ text: document.title }])) : "";
  const body = title + document.blocks.map((block) => writer.block(block)).join("");
  const language = tagOf(document.language);
  return zip([
    ["[Content_Types].xml", contentTypes()],
    ["_rels/.rels", relations([["officeDocument", "word/document.xml"]], `<Relationship Id="core" Type="${PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>`)],
    ["docProps/core.xml", properties(document.title, language)],
    ["word/document.xml", `${HEAD}<w:document ${MAIN} xmlns:r="${RELATION}"><w:body>${body}${PAGE}</w:body></w:document>`],
    ["word/_rels/document.xml.rels", relations([["styles", "styles.xml"], ["numbering", "numbering.xml"], ["settings", "settings.xml"]], writer.links.map(linkRelation).join(""))],
    ["word/styles.xml", styles(language)],
    ["word/numbering.xml", numbering(writer.orderedLists)],
    ["word/settings.xml", settings(language)],
  ]);
}

/** Writes blocks and remembers what the other files of the archive must say of them. */
class Writer {
  /** Addresses of links, in the order of their first use. @type {string[]} */ links = [];
  /** Each numbered list begins anew: on which level each of them is. @type {number[]} */ orderedLists = [];

  /** @param {Block} block */
  block(block) {
    if (block.kind === "heading") return paragraph(`Heading${Math.min(3, Math.max(1, Math.trunc(block.level) || 1))}`, this.runs([{ text: block.text }]));
    if (block.kind === "paragraph") return paragraph("", this.runs(block.runs));
    return block.kind === "list" ? this.list(block) : this.table(block);
  }

  /** @param {List} list @param {number} [depth] @returns {string} */
  list({ ordered, items }, depth = 0) {
    const boxes = !ordered && items.every((item) => boxOf(ownText(item)) === "☐");
    const level = Math.min(depth, LEVELS - 1);
    const number = boxes ? BOXES : ordered ? COUNTED + this.orderedLists.push(level) : BULLETS;
    const about = `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${number}"/></w:numPr>`;
    const own = (/** @type {Text} */ text) => paragraph("ListParagraph", this.runs(boxes ? withoutBox(text) : text), about);
    return items.map((item) => own(ownText(item)) + listsOf(item).map((list) => this.list(list, depth + 1)).join("")).join("");
  }

  /** The empty paragraph behind a table keeps it apart from what follows. @param {{ head: Text[], rows: Text[][] }} table */
  table({ head, rows }) {
    const columns = columnsOf({ head, rows });
    const width = Math.floor(TEXT_WIDTH / columns);
    const grid = `<w:gridCol w:w="${width}"/>`.repeat(columns);
    const cell = (/** @type {string} */ style) => (/** @type {Text} */ text) => `<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/></w:tcPr>${paragraph(style, this.runs(text))}</w:tc>`;
    const row = (/** @type {string} */ about, /** @type {string} */ style) => (/** @type {Text[]} */ cells) =>
      `<w:tr><w:trPr><w:cantSplit/>${about}</w:trPr>${filled(cells, columns).map(cell(style)).join("")}</w:tr>`;
    const about = `<w:tblStyle w:val="TableGrid"/><w:tblW w:w="${width * columns}" w:type="dxa"/><w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>`;
    const first = head.length ? row("<w:tblHeader/>", "TableHead")(head) : "";
    const rest = rows.map(row("", "TableText")).join("");
    return first || rest ? `<w:tbl><w:tblPr>${about}</w:tblPr><w:tblGrid>${grid}</w:tblGrid>${first}${rest}</w:tbl><w:p/>` : "";
  }

  /** @param {Text} text */
  runs(text) {
    return runsOf(text).map((run) => {
      const { href } = run;
      return mayLink(href) ? `<w:hyperlink r:id="link${this.link(href)}" w:history="1">${textRun(run, "Hyperlink")}</w:hyperlink>` : textRun(run, "");
    }).join("");
  }

  /** @param {string} href */
  link(href) {
    const known = this.links.indexOf(href);
    return known >= 0 ? known : this.links.push(href) - 1;
  }
}

/** @param {string} style @param {string} runs @param {string} [more] */
function paragraph(style, runs, more = "") {
  const about = (style && `<w:pStyle w:val="${style}"/>`) + more;
  return `<w:p>${about && `<w:pPr>${about}</w:pPr>`}${runs}</w:p>`;
}

/** @param {Run} run @param {string} style */
function textRun({ text, bold, italic }, style) {
  const looks = (style && `<w:rStyle w:val="${style}"/>`) + (bold ? "<w:b/>" : "") + (italic ? "<w:i/>" : "");
  const pieces = text.replace(/\r\n?/g, "\n").split(/([\n\t])/).filter(Boolean);
  const inside = pieces.map((piece) => (piece === "\n" ? "<w:br/>" : piece === "\t" ? "<w:tab/>" : `<w:t xml:space="preserve">${xml(piece)}</w:t>`));
  return inside.length ? `<w:r>${looks && `<w:rPr>${looks}</w:rPr>`}${inside.join("")}</w:r>` : "";
}

/** Text inside XML: what would end it is written as an entity, what XML does not allow is left out. @param {string} text */
export function xml(text) {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "")
    .replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
}

/** Word wants a country with the most common tags. @param {string} [tag] */
function tagOf(tag = "en") {
  const known = /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(tag) ? tag : "en";
  return { en: "en-US", es: "es-US" }[known.toLowerCase()] || known;
}

function contentTypes() {
  const parts = [["document", "document.main"], ["styles", "styles"], ["numbering", "numbering"], ["settings", "settings"]];
  const overrides = parts.map(([name, type]) => `<Override PartName="/word/${name}.xml" ContentType="${CONTENT}${type}+xml"/>`).join("");
  const rels = `<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>`;
  return `${HEAD}<Types xmlns="${PACKAGE}/content-types">${rels}${overrides}<Override PartName="/docProps/core.xml" ContentType="${CORE}"/></Types>`;
}

/** @param {[type: string, target: string][]} parts @param {string} more */
function relations(parts, more) {
  const list = parts.map(([type, target]) => `<Relationship Id="${type}" Type="${RELATION}/${type}" Target="${target}"/>`).join("");
  return `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${list}${more}</Relationships>`;
}

/** @param {string} href @param {number} number */
function linkRelation(href, number) {
  return `<Relationship Id="link${number}" Type="${RELATION}/hyperlink" Target="${xml(href)}" TargetMode="External"/>`;
}

/** @param {string} title @param {string} language */
function properties(title, language) {
  const names = `xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"`;
  return `${HEAD}<cp:coreProperties ${names}><dc:title>${xml(title)}</dc:title><dc:language>${language}</dc:language></cp:coreProperties>`;
}

/** Mode 15 is that of Word 2013 and later: without it files open in compatibility mode. @param {string} language */
function settings(language) {
  const mode = '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>';
  return `${HEAD}<w:settings ${MAIN}><w:compat>${mode}</w:compat><w:themeFontLang w:val="${language}"/></w:settings>`;
}

/** @param {number[]} orderedLists */
function numbering(orderedLists) {
  const levels = (/** @type {string} */ format, /** @type {(level: number) => string} */ text) => Array.from({ length: LEVELS }, (_, i) =>
    `<w:lvl w:ilvl="${i}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text(i)}"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="${540 + 360 * i}" w:hanging="360"/></w:pPr></w:lvl>`).join("");
  const kinds = [levels("bullet", (i) => "•◦"[i % 2]), levels("bullet", () => "☐"), levels("decimal", (i) => `%${i + 1}.`)].map((inside, i) => `<w:abstractNum w:abstractNumId="${i}"><w:multiLevelType w:val="multilevel"/>${inside}</w:abstractNum>`);
  const anew = (/** @type {number} */ level) => `<w:lvlOverride w:ilvl="${level}"><w:startOverride w:val="1"/></w:lvlOverride>`;
  const lists = orderedLists.map((level, i) => `<w:num w:numId="${COUNTED + 1 + i}"><w:abstractNumId w:val="2"/>${anew(level)}</w:num>`);
  const marked = [BULLETS, BOXES].map((number, i) => `<w:num w:numId="${number}"><w:abstractNumId w:val="${i}"/></w:num>`);
  return `${HEAD}<w:numbering ${MAIN}>${kinds.join("")}${marked.join("")}${lists.join("")}</w:numbering>`;
}

/** @param {string} language */
function styles(language) {
  const font = '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:eastAsia="Calibri" w:cs="Calibri"/>';
  const defaults = `<w:docDefaults><w:rPrDefault><w:rPr>${font}<w:sz w:val="22"/><w:szCs w:val="22"/><w:lang w:val="${language}"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="264" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>`;
  const heading = (/** @type {number} */ level, /** @type {number} */ size, /** @type {number} */ before) =>
    style(`Heading${level}`, `heading ${level}`, `<w:keepNext/><w:keepLines/><w:spacing w:before="${before}" w:after="80"/><w:outlineLvl w:val="${level - 1}"/>`, `<w:b/><w:sz w:val="${size}"/><w:szCs w:val="${size}"/>`);
  const border = ["top", "left", "bottom", "right", "insideH", "insideV"].map((side) => `<w:${side} w:val="single" w:sz="4" w:space="0" w:color="767676"/>`).join("");
  const margin = ["top", "left", "bottom", "right"].map((side) => `<w:${side} w:w="${side === "top" || side === "bottom" ? 40 : 100}" w:type="dxa"/>`).join("");
  return `${HEAD}<w:styles ${MAIN}>${defaults}${[
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>',
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/></w:style>',
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/></w:style>',
    style("Title", "Title", '<w:keepNext/><w:spacing w:after="200"/>', '<w:b/><w:sz w:val="44"/><w:szCs w:val="44"/>'),
    heading(1, 32, 320), heading(2, 26, 240), heading(3, 23, 200),
    style("ListParagraph", "List Paragraph", '<w:spacing w:after="60"/>', ""),
    style("TableText", "Table Text", '<w:spacing w:after="0"/>', ""),
    style("TableHead", "Table Head", '<w:keepNext/><w:spacing w:after="0"/>', "<w:b/>"),
    '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/><w:rPr><w:color w:val="0B5394"/><w:u w:val="single"/></w:rPr></w:style>',
    `<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>${border}</w:tblBorders><w:tblCellMar>${margin}</w:tblCellMar></w:tblPr></w:style>`,
  ].join("")}</w:styles>`;
}

/** A paragraph style that the text after it does not go on with. @param {string} id @param {string} name @param {string} layout @param {string} looks */
function style(id, name, layout, looks) {
  return `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${name}"/><w:basedOn w:val="Normal"/><w:next w:val="${id === "ListParagraph" ? id : "Normal"}"/><w:qFormat/><w:pPr>${layout}</w:pPr>${looks && `<w:rPr>${looks}</w:rPr>`}</w:style>`;
}
