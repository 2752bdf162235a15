//! Joins a script and the modules that it imports into one classic script, and makes it short.
//!
//! Modules do not load from a folder on disk, and a page should not wait for a
//! chain of them. So their statements are written one after the other into one
//! function, imports first. Comments and white space are left out, and names of
//! variables become short; properties, texts and names of the browser stay. The
//! modules keep to what this needs: imports by name at the top; one name to an
//! `export`; no default exports, no cycles.

mod constants;
mod join;
mod names;
mod scopes;
mod tokens;
mod write;

use std::borrow::Cow;

use crate::site::theme::Theme;

pub use join::{NotJoined, Place, join};

/// The scripts of the built-in theme, by name, as they were joined when the program was built.
static BUILT_IN: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/joined_scripts.rs"));

/// The script that a theme calls `name`, joined; nothing when it has none.
#[must_use]
pub fn of(theme: &Theme, name: &str) -> Option<Result<Cow<'static, str>, NotJoined>> {
    let entry = theme.scripts.get(name)?;
    let ready = BUILT_IN.iter().find(|(known, _)| *known == name).filter(|_| theme.has_scripts_of_built_in());
    Some(match ready {
        Some((_, script)) => Ok(Cow::Borrowed(*script)),
        None => join(&|path| theme.text(path), entry, beside(theme, name)).map(Cow::Owned),
    })
}

/// The script that stands on every page, beside which all others run.
fn beside<'t>(theme: &'t Theme, name: &str) -> Option<&'t str> {
    theme.scripts.get("main").filter(|_| name != "main").map(String::as_str)
}

/// The text of a style sheet without comments. Texts in quotes are left as they are.
#[must_use]
pub fn without_comments(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['"', '\'', '/']) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        if from.starts_with("/*") {
            rest = from.find("*/").map_or("", |end| &from[end + 2..]);
            continue;
        }
        let length = if from.starts_with('/') { 1 } else { tokens::quoted(from, from.chars().next().unwrap_or_default()) };
        out.push_str(&from[..length]);
        rest = &from[length..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A theme whose scripts are these.
    fn theme(scripts: &[(&str, &str)]) -> Theme {
        let files = scripts.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect();
        Theme::layered(files).expect("whole")
    }

    fn join(theme: &Theme, entry: &str, beside: Option<&str>) -> Result<String, NotJoined> {
        super::join(&|path| theme.text(path), entry, beside)
    }

    #[test]
    fn the_scripts_that_the_program_brings_are_those_of_its_theme() {
        let theme = Theme::built_in();
        let names: Vec<&str> = BUILT_IN.iter().map(|(name, _)| *name).collect();
        assert_eq!(names, theme.scripts.keys().collect::<Vec<_>>());
        for (name, script) in BUILT_IN {
            assert_eq!(join(&theme, &theme.scripts[*name], beside(&theme, name)).as_deref(), Ok(*script), "{name}");
        }
    }

    #[test]
    fn a_theme_that_replaces_a_module_gets_scripts_of_its_own() {
        let main = "js/main.js";
        let changed = theme(&[(main, "console.log(1);\n")]);
        assert!(of(&changed, "main").is_some_and(|script| script.is_ok_and(|script| script.contains("console.log(1)"))));
        let elsewhere = Theme::layered(vec![("theme.toml".to_owned(), b"[scripts]\nmain = \"js/export.js\"\n".to_vec())]).expect("whole");
        assert_ne!(of(&elsewhere, "main"), of(&Theme::built_in(), "main"));
    }

    #[track_caller]
    fn check(text: &str, wanted: &str) {
        let joined = join(&theme(&[("a.js", text)]), "a.js", None).expect("it joins");
        let body = joined.strip_prefix("(()=>{\"use strict\";").and_then(|rest| rest.strip_suffix("})();\n")).expect("a function");
        assert_eq!(body.trim_end(), wanted);
    }

    #[test]
    fn comments_of_a_style_sheet_go_and_texts_stay() {
        assert_eq!(without_comments("a /* b */ { c: \"/* d */\" '//' / e }"), "a  { c: \"/* d */\" '//' / e }");
    }

    #[test]
    fn variables_get_short_names_and_properties_keep_theirs() {
        check(
            "const total = 1;\nfunction count(list, { size: most = total, each }) {\n  return list.total(each) + most;\n}",
            "let h=1;function g(e,{size:t=h,each:n}){return e.total(n)+t}",
        );
        check(
            "function f(value) {\n  return { value, key: value.value, f() { return value; } };\n}",
            "function h(e){return{value:e,key:e.value,f(){return e}}}",
        );
        check(
            "const all = (list) => list.map((one, at) => `${one}: ${at ? one : { at }}`);",
            "let h=e=>e.map((e,t)=>`${e}: ${t?e:{at:t}}`);",
        );
    }

    #[test]
    fn names_of_the_browser_stay_even_where_a_parameter_is_called_alike() {
        check("const f = ({ document }) => document;\nconst g = () => document;", "let h=({document:e})=>e,g=()=>document;");
        check("function f() {\n  const one = (name) => name;\n  return one(name);\n}", "function h(){let e=e=>e;return e(name)}");
    }

    #[test]
    fn a_name_may_be_used_again_inside_only_where_the_outer_one_is_not_wanted() {
        check(
            "const f = (one) => one.map((two) => two);\nconst g = (one) => one.map((two) => one + two);",
            "let h=e=>e.map(e=>e),g=e=>e.map(t=>e+t);",
        );
        check(
            "function f(one) {\n  const two = 2;\n  for (const three of two) {\n    const four = three;\n    four();\n  }\n}",
            "function h(e){let t=2;for(let e of t){let t=e;t()}}",
        );
        check(
            "function f(one) {\n  const two = 2;\n  return () => {\n    let three = two;\n    return three;\n  };\n}",
            "function h(e){let t=2;return()=>{let e=t;return e}}",
        );
    }

    #[test]
    fn variables_that_are_called_alike_get_names_of_their_own() {
        let theme = theme(&[
            ("a.js", "import { one } from \"./b.js\";\nconst f = (two) => two.map((one) => one) + one;"),
            ("b.js", "export const one = 1;"),
        ]);
        let joined = join(&theme, "a.js", None).expect("it joins");
        assert!(joined.contains("=e=>e.map(e=>e)+"), "{joined}");
        // Where a loop ends is known, also without braces.
        check(
            "function f(one) {\n  for (const two of one) for (const one of two) one();\n  return one;\n}",
            "function h(e){for(let t of e)for(let e of t)e();return e}",
        );
        check(
            "function f(one) {\n  for (const two of one) if (two) two();\n  else one();\n  return one;\n}",
            "function h(e){for(let t of e)if(t)t();else e();return e}",
        );
        // Where that is not sure they stay one.
        check(
            "function f(one) {\n  for (const one of [2]) do one();\n  while (one);\n  return one;\n}",
            "function h(e){for(let e of[2])do e();while(e);return e}",
        );
    }

    #[test]
    fn brackets_and_line_breaks_that_change_nothing_go() {
        check("const f = (one) => (one ? (one.two) : null);\nf((f), [(1),]);", "let h=e=>e?e.two:null;h(h,[1]);");
        check("const f = (one) => ({ one });\nconst g = (1, 2);\nconst i = (f + 1).two;", "let h=e=>({one:e}),g=(1,2),v=(h+1).two;");
        check("const f = new Map();\nconst g = new Map().size;\nconst i = [, 1, , ];", "let h=new Map,g=new Map().size,v=[,1,,];");
        check("function f(one) {\n  if (one) {\n    one();\n  }\n  return one;\n}\nf();", "function h(e){if(e){e()}return e}h();");
        check("const f = function () {}\nf()", "let h=function(){}\nh()");
        check("const f = (one) => (one ? true : false);\nf({ true: one.true });", "let h=e=>e?!0:!1;h({true:one.true});");
    }

    #[test]
    fn classes_keep_their_members() {
        check(
            "class One {\n  constructor(size) {\n    this.size = size;\n  }\n  get size() {\n    return 1;\n  }\n}\nnew One(2);",
            "class h{constructor(e){this.size=e}\nget size(){return 1}}\nnew h(2);",
        );
    }

    #[test]
    fn line_breaks_stay_where_they_end_a_statement() {
        check("let one = 1\nlet two = one\n++one\nif (one) two = 3;\nelse for (;;);", "let h=1\nlet g=h\n++h\nif(h)g=3;else for(;;);");
        check("for (let i = 0; i < 3; i++) { while (i - -i); }", "for(let e=0;e<3;e++){while(e- -e);}");
    }

    #[test]
    fn numbers_with_a_name_are_written_where_they_are_used() {
        check(
            "const MOST = 5, LEAST = 1;\nconst f = (one) => one > MOST - LEAST ? MOST : { MOST: one.MOST };",
            "let h=e=>e>5-1?5:{MOST:e.MOST};",
        );
        check("const MOST = 5;\nconst f = { MOST };", "let h=5,g={MOST:h};");
        check("const MOST = 5;\nconst f = (MOST) => MOST;", "let h=5,g=e=>e;");
        check("export const MOST = 5;\nlet one = MOST;", "let h=5,g=h;(window.guidepost||={}).parts=[h];");
    }

    #[test]
    fn constants_in_a_row_become_one_statement() {
        check(
            "const a = 1;\nconst b = () => {\n  const c = 2;\n  const d = c;\n  return d;\n};\nconst e = b;",
            "let g=1,h=()=>{let e=2,t=e;return t},v=h;",
        );
        check("const a = 1\na\nf(); const b = 2", "let h=1\nh\nf();let g=2");
    }

    #[test]
    fn what_is_declared_in_a_loop_or_caught_is_its_own() {
        check(
            "function f(xs) {\n  try {\n    for (const [key, value] of xs) key(value);\n  } catch ({ message }) {\n    throw message;\n  }\n}",
            "function h(e){try{for(let[t,n]of e)t(n)}catch({message:e}){throw e}}",
        );
    }

    #[test]
    fn modules_come_in_the_order_of_their_imports_and_do_not_mix_their_names() {
        let theme = theme(&[
            ("js/a.js", "import { one as first, two } from \"./b/c.js\";\nconst help = 1;\nfirst(two, help);"),
            ("js/b/c.js", "const help = 2;\nexport function one() {\n  return help;\n}\nexport const two = 2;"),
        ]);
        let joined = join(&theme, "js/a.js", None).expect("it joins");
        assert_eq!(
            joined,
            "(()=>{\"use strict\";let g=2;function v(){return g}let b=2;let h=1;v(b,h);(window.guidepost||={}).parts=[v,b];})();\n"
        );
    }

    #[test]
    fn what_does_not_keep_to_the_rules_is_refused() {
        let refused = |files: &[(&str, &str)]| join(&theme(files), "a.js", None).expect_err("refused").to_string();
        assert_eq!(refused(&[]), "the theme has no script `a.js`");
        assert_eq!(
            refused(&[("a.js", "// b\nimport { b } from \"./b.js\";")]),
            "a.js:2: the theme has no script `b.js`, which is imported here"
        );
        assert_eq!(
            refused(&[("a.js", "import { a } from \"./a.js\";")]),
            "a.js:1: with this import the script `a.js` imports itself, directly or through others"
        );
        assert_eq!(
            refused(&[("a.js", "import { b } from \"./b.js\";"), ("b.js", "const c = 1;\nimport { a } from \"./a.js\";")]),
            "b.js:2: with this import the script `a.js` imports itself, directly or through others"
        );
        assert!(refused(&[("a.js", "\n\nimport a from \"./b.js\";")]).starts_with("a.js:3: `import a from \"./b.js\"` is not"));
        assert_eq!(
            refused(&[("a.js", "import { a } from \"./b.js\";"), ("b.js", "export const b = 1;")]),
            "a.js:1: `a` is imported, but `b.js` does not export it"
        );
        for text in ["f();\nf(1];", "f();\nf(1", "f();\n1);", "f();\n`${1`;"] {
            assert_eq!(refused(&[("a.js", text)]), "a.js:2: this bracket has no partner", "{text}");
        }
    }

    #[test]
    fn the_built_in_scripts_join() {
        let theme = Theme::built_in();
        for entry in theme.scripts.values() {
            let joined = join(&theme, entry, None);
            assert!(joined.as_ref().is_ok_and(|script| script.starts_with("(()=>{")), "{entry}: {joined:?}");
        }
    }

    #[test]
    fn the_exports_join_whatever_asks_for_them() {
        let theme = Theme::built_in();
        for entry in ["docx", "markdown", "ics", "csv", "download"] {
            let joined = join(&theme, &format!("js/export/{entry}.js"), None);
            assert!(joined.as_ref().is_ok_and(|script| !script.contains("import ") && !script.contains("export ")), "{entry}: {joined:?}");
        }
    }

    #[test]
    fn a_module_that_the_script_beside_holds_is_not_sent_twice() {
        let theme = Theme::built_in();
        let main = &theme.scripts["main"];
        let alone = join(&theme, &theme.scripts["directory"], None).expect("it joins");
        let beside = join(&theme, &theme.scripts["directory"], Some(main)).expect("it joins");
        assert!(beside.len() < alone.len());
        assert!(beside.contains("]=guidepost.parts;") && join(&theme, main, None).expect("it joins").contains(".parts=["));
    }
}
