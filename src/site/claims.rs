//! Who has which file of the site. Two pages may not be written to the same one, nor to two that some disk takes for
//! the same: disks differ in whether they tell letter case apart, and a file cannot be a folder as well.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization as _;

use crate::site::press;
use crate::site::route::output_path;

/// Where a page comes from: a file of the content, or no file at all.
pub type Origin = Option<Arc<str>>;

/// Every file of the site by the path that all disks can tell apart.
#[derive(Debug, Default)]
pub struct Claims {
    by_path: BTreeMap<String, Origin>,
    /// Folders, with one of the pages in each.
    folders: BTreeMap<String, Origin>,
}

impl Claims {
    /// Claims the file of a route for `origin`.
    ///
    /// # Errors
    ///
    /// Who has it already.
    pub fn claim(&mut self, route: &str, origin: &Origin) -> Result<(), Origin> {
        let path = comparable(&output_path(route));
        // Beside every file there may be smaller forms of it.
        if origin.is_some() && path.split('/').any(|part| press::ENDINGS.iter().any(|ending| part.ends_with(ending))) {
            return Err(None);
        }
        if let Some(other) = self.folders.get(&path) {
            return Err(other.clone());
        }
        let above: Vec<&str> = path.match_indices('/').map(|(at, _)| &path[..at]).collect();
        if let Some(other) = above.iter().find_map(|folder| self.by_path.get(*folder)) {
            return Err(other.clone());
        }
        for folder in above {
            self.folders.entry(folder.to_owned()).or_insert_with(|| origin.clone());
        }
        match self.by_path.entry(path) {
            Entry::Occupied(taken) => Err(taken.get().clone()),
            Entry::Vacant(free) => {
                free.insert(origin.clone());
                Ok(())
            }
        }
    }
}

/// A path as the least exact disk sees it: without letter case, in one Unicode form.
fn comparable(path: &str) -> String {
    if path.is_ascii() { path.to_ascii_lowercase() } else { path.nfc().collect::<String>().to_lowercase().nfc().collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn origin(file: &str) -> Origin {
        Some(file.into())
    }

    #[test]
    fn a_file_belongs_to_who_asked_first() {
        let mut claims = Claims::default();
        assert_eq!(claims.claim("/providers/tntp/", &origin("a")), Ok(()));
        for route in ["/providers/tntp/", "/Providers/TNTP/", "/providers/tntp/index.html"] {
            assert_eq!(claims.claim(route, &origin("b")), Err(origin("a")), "{route}");
        }
        assert_eq!(claims.claim("/caf\u{e9}/", &origin("c")), Ok(()));
        assert_eq!(claims.claim("/cafe\u{301}/", &origin("d")), Err(origin("c")));
        assert_eq!(claims.claim("/CAFE\u{301}/", &origin("d")), Err(origin("c")));
    }

    #[test]
    fn a_file_is_no_folder() {
        let mut claims = Claims::default();
        assert_eq!(claims.claim("/data/providers.csv", &None), Ok(()));
        assert_eq!(claims.claim("/data/providers.csv/", &origin("a")), Err(None));
        assert_eq!(claims.claim("/old/page/", &origin("b")), Ok(()));
        assert_eq!(claims.claim("/old/page.html", &origin("c")), Ok(()));
        assert_eq!(claims.claim("/old.d", &origin("c")), Ok(()));
        assert_eq!(claims.claim("/old", &origin("c")), Err(origin("b")));
        assert_eq!(claims.claim("/feed.xml.GZ", &origin("c")), Err(None));
        assert_eq!(claims.claim("/index.html.br/x/", &origin("c")), Err(None));
    }
}
