//! `guidepost serve` as a browser and an attacker see it: over a socket, with files that change meanwhile.
//! All traffic stays on this machine, and every loop here has an end.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// How long anything here may take before it counts as not happening. Machines that test are busy.
const PATIENCE: Duration = Duration::from_secs(30);

const SETTINGS: &str = "[site]\ntitle = \"A guide\"\ndescription = \"Finds partners.\"\nbase_url = \"https://example.org/guide/\"\n";

fn profile(name: &str, body: &str) -> String {
    format!(
        "---\nname: {name}\nsummary: Works with schools.\nreviewed: 2026-05-01\nsources: [https://example.org/]\n---\n\n## What they do\n\n{body}\n"
    )
}

/// A small guide in a folder of its own.
struct Guide {
    folder: TempDir,
}

impl Guide {
    fn new() -> Self {
        let guide = Self { folder: TempDir::new().unwrap() };
        guide.write("guide.toml", SETTINGS);
        guide.write("providers/great-minds.md", &profile("Great Minds", "They coach teachers."));
        guide.write("providers/tntp.md", &profile("TNTP", "They train leaders."));
        guide
    }

    fn content(&self) -> PathBuf {
        self.folder.path().join("content")
    }

    fn write(&self, name: &str, text: &str) {
        self.put(&self.content().join(name), text);
    }

    /// Puts a whole file in place at once: whoever watches never meets one that is empty still.
    fn put(&self, path: &Path, text: &str) {
        let aside = self.folder.path().join("being-written");
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&aside, text).unwrap();
        fs::rename(aside, path).unwrap();
    }

    fn command(&self, action: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_guidepost"));
        command.arg(action).args(arguments).current_dir(self.folder.path());
        command
    }

    fn serve(&self) -> Server {
        self.serve_with(&[])
    }

    fn serve_with(&self, arguments: &[&str]) -> Server {
        Server::start(self.command("serve", &["--port", "0"]).args(arguments))
    }
}

/// A running server, ended when it goes out of scope.
struct Server {
    child: Child,
    port: u16,
    base: String,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[derive(Debug)]
struct Reply {
    status: u16,
    head: String,
    body: String,
}

impl Reply {
    fn header(&self, name: &str) -> &str {
        let named = |line: &&str| line.split_once(": ").is_some_and(|(key, _)| key.eq_ignore_ascii_case(name));
        self.head.lines().find(named).and_then(|line| line.split_once(": ")).map_or("", |(_, value)| value)
    }

    fn parse(bytes: &[u8]) -> Self {
        let text = String::from_utf8_lossy(bytes);
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or_else(|| panic!("not an answer: {text:?}"));
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Self { status, head: head.to_owned(), body: body.to_owned() }
    }
}

impl Server {
    /// Starts the command and waits until it says where it serves.
    fn start(command: &mut Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().strip_prefix("Serving the guide at http://127.0.0.1:").unwrap_or_else(|| panic!("not ready: {line:?}"));
        let (port, base) = address.split_once('/').unwrap();
        Self { child, port: port.parse().unwrap(), base: format!("/{base}") }
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream
    }

    fn send(&self, request: &str) -> Reply {
        let mut stream = self.connect();
        stream.write_all(request.as_bytes()).unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        Reply::parse(&bytes)
    }

    fn ask(&self, method: &str, path: &str) -> Reply {
        self.send(&format!("{method} {path} HTTP/1.1\r\nHost: localhost:{}\r\nConnection: close\r\n\r\n", self.port))
    }

    fn get(&self, path: &str) -> Reply {
        self.ask("GET", path)
    }

    /// Asks until the answer is as wished.
    fn get_until(&self, path: &str, wished: impl Fn(&Reply) -> bool) -> Reply {
        let end = Instant::now() + PATIENCE;
        loop {
            let reply = self.get(path);
            if wished(&reply) || Instant::now() > end {
                return reply;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// Opens a page as a browser does: the page, and the events for it.
    fn open(&self, path: &str) -> Events {
        let page = self.get(path);
        let seen = page.body.split("data-seen=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
        let mut stream = self.connect();
        let request = format!("GET {}_guidepost/events?page={path}&seen={seen} HTTP/1.1\r\nHost: localhost\r\n\r\n", self.base);
        stream.write_all(request.as_bytes()).unwrap();
        let mut events = Events { lines: BufReader::new(stream) };
        events.until("retry:");
        events
    }

    fn ended(mut self) -> (Option<i32>, String) {
        let mut said = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
        (self.child.wait().unwrap().code(), said)
    }
}

/// The events for an open page.
struct Events {
    lines: BufReader<TcpStream>,
}

impl Events {
    /// Reads on to a line that begins like this.
    fn until(&mut self, beginning: &str) -> String {
        let mut line = String::new();
        while !line.starts_with(beginning) {
            line.clear();
            assert_ne!(
                self.lines.read_line(&mut line).unwrap_or_else(|error| panic!("no {beginning:?}: {error}")),
                0,
                "closed before {beginning:?}"
            );
        }
        line
    }

    /// The next event's name and data.
    fn next(&mut self) -> (String, String) {
        let value = |line: String| line.split_once(": ").unwrap().1.trim().to_owned();
        (value(self.until("event: ")), value(self.until("data: ")))
    }
}

#[test]
fn pages_are_served_at_the_real_base_path() {
    let guide = Guide::new();
    let server = guide.serve();
    assert_eq!(server.base, "/guide/");
    let page = server.get("/guide/providers/tntp/");
    assert_eq!((page.status, page.header("content-type")), (200, "text/html; charset=utf-8"));
    assert!(page.body.contains("They train leaders."));
    assert!(page.body.contains("<script src=\"/guide/_guidepost/reload.js\""));
    assert_eq!(page.header("cache-control"), "no-store");
    assert_eq!(page.header("x-content-type-options"), "nosniff");
    assert!(page.header("content-security-policy").contains("default-src 'none'"));
    assert_eq!(server.get("/guide/_guidepost/reload.js").header("content-type"), "text/javascript; charset=utf-8");
}

#[test]
fn addresses_without_their_slash_lead_on() {
    let guide = Guide::new();
    let server = guide.serve();
    for (from, to) in [("/", "/guide/"), ("/guide", "/guide/"), ("/guide/providers/tntp?q=a", "/guide/providers/tntp/?q=a")] {
        let reply = server.get(from);
        assert_eq!((reply.status, reply.header("location")), (302, to), "{from}");
    }
}

#[test]
fn nothing_outside_the_guide_can_be_reached() {
    let guide = Guide::new();
    let server = guide.serve();
    let paths = [
        "/guide/nothing/",
        "/providers/tntp/",
        "/guide/../../../../etc/passwd",
        "/guide/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
        "/guide/..%2f..%2fetc%2fpasswd",
        "/guide/..%5c..%5cguide.toml",
        "/guide/%252e%252e/guide.toml",
        "/../content/guide.toml",
        "//etc/passwd",
        "/guide/providers/%00",
        "/guide/providers/tntp/index.html/",
        "/guide/%ff%fe",
        "/guide/_guidepost/../../guide.toml",
    ];
    for path in paths {
        let reply = server.get(path);
        assert_eq!(reply.status, 404, "{path}");
        assert!(!reply.body.contains("root:") && !reply.body.contains("base_url"), "{path}");
    }
    assert!(server.get("/guide/nothing/").body.contains("<title>Page not found"));
}

#[test]
fn other_methods_are_refused_and_head_has_no_body() {
    let guide = Guide::new();
    let server = guide.serve();
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"] {
        let reply = server.ask(method, "/guide/");
        assert_eq!((reply.status, reply.header("allow")), (405, "GET, HEAD"), "{method}");
    }
    let (head, whole) = (server.ask("HEAD", "/guide/"), server.get("/guide/"));
    assert_eq!((head.status, head.body.as_str()), (200, ""));
    assert_eq!(head.header("content-length"), whole.body.len().to_string());
}

#[test]
fn requests_to_other_names_are_refused() {
    let guide = Guide::new();
    let server = guide.serve();
    for host in [
        "Host: evil.example\r\n",
        "Host: localhost.evil.example\r\n",
        "Host: evil.example:4173\r\n",
        "Host: localhost\r\nHost: evil.example\r\n",
        "",
    ] {
        for path in ["/guide/", "/guide/_guidepost/events?page=/guide/&seen=0-0", "/guide/_guidepost/reload.js"] {
            let reply = server.send(&format!("GET {path} HTTP/1.1\r\n{host}Connection: close\r\n\r\n"));
            assert_eq!(reply.status, 403, "{path} with {host:?}");
            assert!(!reply.body.contains("A guide"));
        }
    }
    let reply = server.send("GET http://evil.example/guide/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    assert_eq!(reply.status, 403);
}

#[test]
fn a_saved_file_is_served_and_its_own_page_is_told() {
    let guide = Guide::new();
    let server = guide.serve();
    let mut its_own = server.open("/guide/providers/tntp/");
    let mut other = server.open("/guide/about-nothing/");
    guide.write("providers/tntp.md", &profile("TNTP", "They now train coaches."));
    assert_eq!(its_own.next().0, "reload");
    // The event comes after the swap, so the very next request must get the new page.
    assert!(server.get("/guide/providers/tntp/").body.contains("They now train coaches."));
    // A page that did not change hears nothing until it has a reason to: here, an error.
    guide.write("providers/broken.md", "---\nname: [\n");
    assert_eq!(other.next().0, "problems");
}

#[test]
fn a_file_written_where_it_stands_is_served() {
    let guide = Guide::new();
    let server = guide.serve();
    fs::write(guide.content().join("providers/tntp.md"), profile("TNTP", "Written in place.")).unwrap();
    let page = server.get_until("/guide/providers/tntp/", |page| page.body.contains("Written in place."));
    assert!(page.body.contains("Written in place."));
}

#[test]
fn a_file_moved_into_place_is_served() {
    let guide = Guide::new();
    let server = guide.serve();
    guide.write("providers/.tntp.md.swp", &profile("TNTP", "Written aside."));
    fs::rename(guide.content().join("providers/.tntp.md.swp"), guide.content().join("providers/tntp.md")).unwrap();
    let page = server.get_until("/guide/providers/tntp/", |page| page.body.contains("Written aside."));
    assert!(page.body.contains("Written aside."));
}

#[test]
fn files_and_folders_that_come_and_go_are_followed() {
    let guide = Guide::new();
    let server = guide.serve();
    guide.write("playbook/select/index.md", "---\ntitle: Select a partner\n---\n\nFirst.\n");
    guide.write("playbook/select/plan.md", "---\ntitle: Plan\n---\n\nSecond.\n");
    assert_eq!(server.get_until("/guide/playbook/select/plan/", |page| page.status == 200).status, 200);
    fs::rename(guide.content().join("playbook/select"), guide.content().join("playbook/choose")).unwrap();
    assert_eq!(server.get_until("/guide/playbook/choose/plan/", |page| page.status == 200).status, 200);
    assert_eq!(server.get("/guide/playbook/select/plan/").status, 404);
    fs::remove_dir_all(guide.content().join("playbook")).unwrap();
    assert_eq!(server.get_until("/guide/playbook/choose/plan/", |page| page.status == 404).status, 404);
    fs::remove_file(guide.content().join("providers/tntp.md")).unwrap();
    assert_eq!(server.get_until("/guide/providers/tntp/", |page| page.status == 404).status, 404);
}

#[test]
fn a_content_folder_that_is_replaced_is_followed() {
    let guide = Guide::new();
    let server = guide.serve();
    let aside = guide.folder.path().join("aside");
    fs::rename(guide.content(), &aside).unwrap();
    std::thread::sleep(Duration::from_millis(300));
    assert_eq!(server.get("/guide/providers/tntp/").status, 200, "the last good pages stay");
    fs::rename(&aside, guide.content()).unwrap();
    // The folder must be watched again before an edit in it can be seen.
    std::thread::sleep(Duration::from_millis(1500));
    guide.write("providers/tntp.md", &profile("TNTP", "Seen again."));
    let page = server.get_until("/guide/providers/tntp/", |page| page.body.contains("Seen again."));
    assert!(page.body.contains("Seen again."));
}

#[test]
fn an_error_keeps_the_last_good_pages_and_is_shown() {
    let guide = Guide::new();
    let server = guide.serve();
    let mut events = server.open("/guide/providers/tntp/");
    guide.write("providers/tntp.md", &profile("TNTP", "Half done.").replace("summary:", "sumary:"));
    let (name, data) = events.next();
    assert_eq!(name, "problems");
    assert!(data.contains("sumary") && data.contains("content/providers/tntp.md"), "{data}");
    let page = server.get("/guide/providers/tntp/");
    assert_eq!(page.status, 200);
    assert!(page.body.contains("They train leaders.") && !page.body.contains("Half done."));
    guide.write("providers/tntp.md", &profile("TNTP", "All done."));
    assert_eq!(events.next().0, "reload");
    assert_eq!(events.next(), ("problems".to_owned(), "{\"summary\":\"\",\"texts\":[]}".to_owned()));
    assert!(server.get("/guide/providers/tntp/").body.contains("All done."));
}

#[test]
fn a_guide_that_begins_with_errors_lists_them_until_they_are_gone() {
    let guide = Guide::new();
    guide.write("providers/tntp.md", "---\nname: TNTP <b>\nsumary: x\n---\n");
    let server = guide.serve();
    let page = server.get("/guide/");
    assert_eq!(page.status, 500);
    assert!(page.body.contains("cannot be built yet") && page.body.contains("sumary") && !page.body.contains("TNTP <b>"), "{}", page.body);
    let mut events = server.open("/guide/");
    guide.write("providers/tntp.md", &profile("TNTP", "Good now."));
    while events.next().0 != "reload" {}
    assert_eq!(server.get("/guide/").status, 200);
}

#[test]
fn a_new_style_sheet_is_swapped_without_reloading() {
    let guide = Guide::new();
    let theme = guide.folder.path().join("theme");
    guide.put(&theme.join("css/print.css"), "p { color: red }");
    let server = guide.serve_with(&["--theme", "theme"]);
    let mut events = server.open("/guide/");
    guide.put(&theme.join("css/print.css"), "p { color: green }");
    let (name, data) = events.next();
    assert_eq!(name, "styles");
    // Told are all sheets of the page in their order, changed or not.
    let addresses: Vec<String> = serde_json::from_str(&data).unwrap();
    let texts: Vec<String> = addresses
        .iter()
        .map(|address| {
            let style = server.get(address);
            assert_eq!((style.status, style.header("content-type")), (200, "text/css; charset=utf-8"), "{address}");
            style.body
        })
        .collect();
    assert_eq!(texts.iter().filter(|text| text.contains("green")).count(), 1, "{addresses:?}");
}

#[test]
fn a_broken_template_keeps_the_last_good_pages() {
    let guide = Guide::new();
    let templates = guide.folder.path().join("theme/templates");
    fs::create_dir_all(&templates).unwrap();
    let server = guide.serve_with(&["--theme", "theme"]);
    let mut events = server.open("/guide/");
    guide.put(&templates.join("home.html"), "{% if %}");
    let (name, data) = events.next();
    assert_eq!(name, "problems");
    assert!(data.contains("home.html"), "{data}");
    assert_eq!(server.get("/guide/").status, 200);
    fs::remove_file(templates.join("home.html")).unwrap();
    assert_eq!(events.next(), ("problems".to_owned(), "{\"summary\":\"\",\"texts\":[]}".to_owned()));
}

#[test]
fn a_new_base_path_is_served_and_told_to_pages_at_the_old_one() {
    let guide = Guide::new();
    let server = guide.serve();
    let mut events = server.open("/guide/");
    guide.write("guide.toml", &SETTINGS.replace("/guide/", "/other/"));
    assert_eq!(events.next().0, "reload");
    assert_eq!(server.get("/other/providers/tntp/").status, 200);
    assert_eq!(server.get("/").header("location"), "/other/");
    assert_eq!(server.get("/guide/").status, 404);
    let events = server.ask("HEAD", "/guide/_guidepost/events?page=/guide/&seen=0-0");
    assert_eq!((events.status, events.header("content-type")), (200, "text/event-stream"));
}

#[cfg(target_os = "linux")]
#[test]
fn the_browser_is_opened_when_asked() {
    use std::os::unix::fs::PermissionsExt as _;
    let guide = Guide::new();
    let opener = guide.folder.path().join("xdg-open");
    fs::write(&opener, "#!/bin/sh\necho \"$1\" > opened\n").unwrap();
    fs::set_permissions(&opener, fs::Permissions::from_mode(0o755)).unwrap();
    let path = format!("{}:{}", guide.folder.path().display(), std::env::var("PATH").unwrap());
    let mut command = guide.command("serve", &["--port", "0", "--open"]);
    let server = Server::start(command.env("PATH", path));
    let opened = || fs::read_to_string(guide.folder.path().join("opened")).unwrap_or_default();
    let end = Instant::now() + PATIENCE;
    while !opened().ends_with('\n') && Instant::now() < end {
        std::thread::sleep(Duration::from_millis(10));
    }
    assert_eq!(opened().trim(), format!("http://127.0.0.1:{}/guide/", server.port));
}

#[test]
fn looking_again_and_again_sees_changes_too() {
    let guide = Guide::new();
    let server = guide.serve_with(&["--poll"]);
    guide.write("providers/tntp.md", &profile("TNTP", "Found by looking."));
    let page = server.get_until("/guide/providers/tntp/", |page| page.body.contains("Found by looking."));
    assert!(page.body.contains("Found by looking."));
}

#[test]
fn what_is_served_is_what_is_built_and_nothing_is_written() {
    let guide = Guide::new();
    let before = listing(guide.folder.path());
    let server = guide.serve();
    let served = |path: &str| server.get(&format!("/guide/{path}"));
    assert_eq!(listing(guide.folder.path()), before);
    let built = guide.command("build", &["--quiet"]).output().unwrap();
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    let public = guide.folder.path().join("public");
    let files = listing(&public);
    assert!(files.len() > 5);
    for file in files.iter().filter(|file| !file.starts_with(".guidepost")) {
        let reply = served(file);
        let bytes = fs::read(public.join(file)).unwrap();
        assert_eq!(without_script(&reply.body), String::from_utf8_lossy(&bytes), "{file}");
    }
}

fn without_script(page: &str) -> String {
    let Some(start) = page.find("<script src=\"/guide/_guidepost/") else { return page.to_owned() };
    let end = start + page[start..].find("</script>\n").unwrap() + "</script>\n".len();
    format!("{}{}", &page[..start], &page[end..])
}

fn listing(folder: &Path) -> Vec<String> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(current) = folders.pop() {
        for entry in fs::read_dir(current).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { folders.push(path) } else { files.push(path.strip_prefix(folder).unwrap().to_string_lossy().into_owned()) }
        }
    }
    files.sort();
    files
}

#[test]
fn ten_thousand_requests_at_once_are_all_answered() {
    let guide = Guide::new();
    let server = guide.serve();
    let request = format!("GET /guide/providers/tntp/ HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", server.port);
    // All are connected and have asked before the first answer is read. Some keep their connection open.
    let mut streams: Vec<TcpStream> = (0..at_once()).map(|_| server.connect()).collect();
    for stream in &mut streams {
        stream.write_all(request.as_bytes()).unwrap();
    }
    for stream in &mut streams {
        let mut start = [0; 15];
        stream.read_exact(&mut start).unwrap();
        assert_eq!(&start, b"HTTP/1.1 200 OK");
    }
}

/// Ten thousand, where the system lets one program have so many open files.
fn at_once() -> usize {
    let limits = fs::read_to_string("/proc/self/limits").unwrap_or_default();
    let line = limits.lines().find_map(|line| line.strip_prefix("Max open files"));
    let open = line.and_then(|line| line.split_whitespace().next()?.parse::<usize>().ok()).unwrap_or(1024);
    if open >= 12_000 { 10_000 } else { 1000 }
}

#[test]
fn slow_clients_hold_nobody_up_and_are_let_go() {
    let guide = Guide::new();
    let server = guide.serve();
    let mut slow: Vec<TcpStream> = (0..100).map(|_| server.connect()).collect();
    for stream in &mut slow {
        stream.write_all(b"GET /guide/ HTTP/1.1\r\nHost: loc").unwrap();
    }
    assert_eq!(server.get("/guide/").status, 200);
    let mut rest = Vec::new();
    slow[0].read_to_end(&mut rest).unwrap();
    assert!(!String::from_utf8_lossy(&rest).contains("200 OK"));
}

#[test]
fn requests_that_are_no_requests_do_no_harm() {
    let guide = Guide::new();
    let server = guide.serve();
    for bytes in
        [&b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"[..], b"GET\r\n\r\n", b"\r\n\r\n\r\n", &[b'A'; 100_000], b"GET / HTTP/9.9\r\n\r\n"]
    {
        let mut stream = server.connect();
        let _ = stream.write_all(bytes);
        let _ = stream.shutdown(std::net::Shutdown::Write);
        let mut rest = Vec::new();
        let _ = stream.read_to_end(&mut rest);
    }
    assert_eq!(server.get("/guide/").status, 200);
}

#[test]
fn a_port_that_is_taken_is_a_plain_refusal() {
    let guide = Guide::new();
    let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let output: Output = guide.command("serve", &["--port", &port]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains(&format!("port {port} is taken")));
}

#[test]
fn a_folder_that_does_not_exist_is_a_plain_refusal() {
    let guide = Guide::new();
    let output: Output = guide.command("serve", &["--port", "0", "--content", "elsewhere"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("elsewhere"));
}

#[cfg(unix)]
#[test]
fn ctrl_c_stops_it_with_open_pages_too() {
    let guide = Guide::new();
    let server = guide.serve();
    let _events = server.open("/guide/");
    let asked = Command::new("kill").args(["-INT", &server.child.id().to_string()]).status().unwrap();
    assert!(asked.success());
    let (code, said) = server.ended();
    assert_eq!(code, Some(0), "{said}");
    assert!(!said.contains("panicked"), "{said}");
}
