//! States as tiles of one size, each about where the state lies: small states can be seen, large ones do not shout.

use std::fmt::Write as _;

use crate::content::text::{escape_into, joined};
use crate::vocabulary::{NATIONWIDE, Vocabulary};

/// The rows of the map from north to south; two columns of text a state.
const MAP: [&str; 8] = [
    "ak                  me",
    "          wi      vtnh",
    "waidmtndmnilmi  nyma  ",
    "ornvwysdiainohpanjctri",
    "cautconemokywvvamdde  ",
    "  aznmksartnncscdc    ",
    "      oklamsalga      ",
    "hi    tx        fl  pr",
];
const COLUMNS: usize = 11;
/// With fewer states known by their codes a map would say little.
const FEWEST: usize = 10;
/// How many names a short sentence has.
const FEW: usize = 3;

/// The map as buttons that choose states, one of them in the order of the Tab key. A script makes them work; the list
/// of states beside it does the same. Empty when no value is a state.
#[must_use]
pub fn buttons(vocabulary: &Vocabulary, facet: &str) -> String {
    let known = |code: &str| vocabulary.terms().iter().any(|term| term.id == code);
    let codes: Vec<&str> = MAP.iter().flat_map(|line| (0..COLUMNS).filter_map(|column| line.get(column * 2..column * 2 + 2))).collect();
    let Some(first) = codes.iter().position(|code| known(code)) else { return String::new() };
    let mut map = String::from(r#"<div class="map" role="group" aria-label=""#);
    escape_into(&mut map, facet);
    map.push_str(r#", as a map. Arrow keys move.">"#);
    for (place, code) in codes.into_iter().enumerate() {
        let tab = if place == first { "0" } else { "-1" };
        // Writing to a text cannot fail.
        let _ = match known(code) {
            true => {
                write!(map, r#"<button type="button" class="map__tile" value="{code}" tabindex="{tab}">{}</button>"#, code.to_uppercase())
            }
            false => write!(map, "<span></span>"),
        };
    }
    map.push_str("</div>");
    map
}

/// The states that a guide's vocabulary has, in their places.
#[derive(Debug, Clone)]
pub struct Map {
    tiles: Vec<Tile>,
    /// The value that stands for all of them.
    everywhere: Option<usize>,
}

#[derive(Debug, Clone)]
struct Tile {
    value: usize,
    column: usize,
    row: usize,
    code: String,
    name: String,
}

impl Map {
    /// A map of the values whose ids are postal codes of states. `None` when there are few: then it is not about states.
    #[must_use]
    pub fn of(vocabulary: &Vocabulary) -> Option<Self> {
        let places = MAP.iter().enumerate().flat_map(|(row, line)| {
            (0..COLUMNS).filter_map(move |column| line.get(column * 2..column * 2 + 2).map(|code| (row, column, code)))
        });
        let tile = |(row, column, code): (usize, usize, &str)| {
            let value = vocabulary.terms().iter().position(|term| term.id == code)?;
            let name = vocabulary.terms()[value].label.clone();
            Some(Tile { value, column, row, code: code.to_uppercase(), name })
        };
        let tiles: Vec<Tile> = places.filter_map(tile).collect();
        let everywhere = vocabulary.terms().iter().position(|term| term.id == NATIONWIDE);
        (tiles.len() >= FEWEST).then_some(Self { tiles, everywhere })
    }

    /// A map for a card, without letters: about 400 bytes. The states stand beside it in words.
    #[must_use]
    pub fn small(&self, values: &[usize]) -> String {
        let shapes = Shapes { tile: 4, gap: 1 };
        let inside = format!(
            r#"<path class="states__all" d="{}"/><path class="states__on" d="{}"/>"#,
            shapes.path(&self.tiles, |_| true),
            shapes.path(&self.tiles, |tile| self.holds(values, tile))
        );
        super::silent("states states--small", shapes.size(), &inside)
    }

    /// A map with the states' postal codes.
    #[must_use]
    pub fn large(&self, values: &[usize]) -> String {
        let step = |tile: &Tile| if self.holds(values, tile) { 5 } else { 0 };
        self.lettered(&format!("Map of states: {}", self.all_in_words(values)), step)
    }

    /// A map that shows how many there are for each value of the vocabulary.
    #[must_use]
    pub fn heat(&self, counts: &[usize]) -> String {
        let count = |tile: &Tile| counts.get(tile.value).copied().unwrap_or(0);
        let most = self.tiles.iter().max_by_key(|tile| (count(tile), std::cmp::Reverse(tile.value)));
        let Some(most) = most.filter(|tile| count(tile) > 0) else { return self.lettered("Map of states: none", |_| 0) };
        let least = self.tiles.iter().min_by_key(|tile| (count(tile), tile.value)).map_or(0, count);
        let title = format!("Map of states, the darker the more: from {least} to {} in {}", count(most), most.name);
        self.lettered(&title, |tile| super::step(count(tile), count(most)))
    }

    /// The states in words, for a place with little room: `Louisiana, Texas and 10 more`.
    #[must_use]
    pub fn in_words(&self, values: &[usize]) -> String {
        let names = self.names(values);
        if self.is_everywhere(values) || names.len() <= FEW + 1 {
            return self.all_in_words(values);
        }
        format!("{} and {} more", names[..FEW].join(", "), names.len() - FEW)
    }

    /// Their postal codes, for a cell of a table: `IL LA MA`.
    #[must_use]
    pub fn in_codes(&self, values: &[usize]) -> String {
        if self.is_everywhere(values) {
            return "All".to_owned();
        }
        self.held(values).iter().map(|tile| tile.code.as_str()).collect::<Vec<_>>().join(" ")
    }

    /// All of them in words.
    #[must_use]
    pub fn all_in_words(&self, values: &[usize]) -> String {
        match (self.is_everywhere(values), self.names(values)) {
            (true, _) => "all, nationwide".to_owned(),
            (_, names) if names.is_empty() => "none".to_owned(),
            (_, names) => joined(&names),
        }
    }

    /// The names of the states in the order of the vocabulary, with those that have no tile left out.
    fn names(&self, values: &[usize]) -> Vec<String> {
        self.held(values).into_iter().map(|tile| tile.name.clone()).collect()
    }

    fn held(&self, values: &[usize]) -> Vec<&Tile> {
        let mut held: Vec<&Tile> = self.tiles.iter().filter(|tile| values.contains(&tile.value)).collect();
        held.sort_by_key(|tile| tile.value);
        held
    }

    fn is_everywhere(&self, values: &[usize]) -> bool {
        self.everywhere.is_some_and(|value| values.contains(&value))
    }

    fn holds(&self, values: &[usize], tile: &Tile) -> bool {
        self.is_everywhere(values) || values.contains(&tile.value)
    }

    fn lettered(&self, title: &str, step: impl Fn(&Tile) -> usize) -> String {
        let shapes = Shapes { tile: 18, gap: 2 };
        let mut inside = String::new();
        for level in 0..=5 {
            let path = shapes.path(&self.tiles, |tile| step(tile) == level);
            if !path.is_empty() {
                // Writing to a text cannot fail.
                let _ = write!(inside, r#"<path class="step step--{level}" d="{path}"/>"#);
            }
        }
        for tile in &self.tiles {
            let (x, y) = shapes.middle(tile);
            let _ = write!(inside, r#"<text class="on-step on-step--{}" x="{x}" y="{}">"#, step(tile), y + 3);
            escape_into(&mut inside, &tile.code);
            inside.push_str("</text>");
        }
        super::named("states states--large", shapes.size(), title, &inside)
    }
}

/// Tiles as one path: neighbours in a row are one line as thick as a tile, which the style sheet cuts into dashes.
struct Shapes {
    tile: usize,
    gap: usize,
}

impl Shapes {
    fn pitch(&self) -> usize {
        self.tile + self.gap
    }

    fn size(&self) -> (usize, usize) {
        (COLUMNS * self.pitch() - self.gap, MAP.len() * self.pitch() - self.gap)
    }

    fn middle(&self, tile: &Tile) -> (usize, usize) {
        (tile.column * self.pitch() + self.tile / 2, tile.row * self.pitch() + self.tile / 2)
    }

    fn path(&self, tiles: &[Tile], shown: impl Fn(&Tile) -> bool) -> String {
        let mut path = String::new();
        let mut rest = tiles.iter().filter(|tile| shown(tile)).peekable();
        while let Some(first) = rest.next() {
            let mut last = first.column;
            while let Some(next) = rest.next_if(|tile| tile.row == first.row && tile.column == last + 1) {
                last = next.column;
            }
            let (_, y) = self.middle(first);
            let _ = write!(path, "M{} {y}h{}", first.column * self.pitch(), (last - first.column + 1) * self.pitch() - self.gap);
        }
        path
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::Record;
    use crate::source::Span;
    use crate::vocabulary::Term;

    fn vocabulary(ids: &[&str]) -> Vocabulary {
        let term = |id: &&str| Term {
            id: (*id).to_owned(),
            label: format!("<{id}>"),
            aliases: Vec::new(),
            description: String::new(),
            group: String::new(),
            details: Record::default(),
            span: Span::default(),
        };
        Vocabulary::new(ids.iter().map(term).collect())
    }

    fn map() -> Map {
        Map::of(&vocabulary(&["nationwide", "al", "ga", "ms", "tx", "la", "ok", "fl", "hi", "ak", "me", "wa"])).expect("enough states")
    }

    #[test]
    fn buttons_stand_where_the_states_lie_and_one_is_reached_with_the_tab_key() {
        let map = buttons(&vocabulary(&["nationwide", "la", "ms"]), "<State>");
        assert!(map.starts_with(r#"<div class="map" role="group" aria-label="&lt;State&gt;, as a map. Arrow keys move."><span></span>"#));
        let tiles = r#"<button type="button" class="map__tile" value="ms" tabindex="-1">MS</button>"#;
        assert!(map.contains(&format!(r#"value="la" tabindex="0">LA</button>{tiles}"#)), "{map}");
        assert_eq!((map.matches("<span>").count(), map.matches("<button").count()), (COLUMNS * MAP.len() - 2, 2));
        assert_eq!(buttons(&vocabulary(&["north"]), "State"), "");
    }

    #[test]
    fn every_state_has_one_place() {
        let mut codes: Vec<&str> = MAP.iter().flat_map(|row| (0..COLUMNS).filter_map(|at| row.get(at * 2..at * 2 + 2))).collect();
        codes.retain(|code| !code.trim().is_empty());
        codes.sort_unstable();
        let count = codes.len();
        codes.dedup();
        assert_eq!((count, codes.len()), (52, 52));
        assert!(MAP.iter().all(|row| row.len() == COLUMNS * 2));
    }

    #[test]
    fn neighbours_are_one_line_and_others_are_not() {
        let small = map().small(&[1, 2, 4]);
        assert!(small.contains(r#"<path class="states__on" d="M30 32h9M15 37h4"/>"#), "{small}");
        assert!(small.contains(r#"<path class="states__all" d="M0 2h4M50 2h4M0 12h4M15 32h24M0 37h4M15 37h4M40 37h4"/>"#), "{small}");
        assert!(small.contains(r#"aria-hidden="true""#));
    }

    #[test]
    fn nationwide_fills_every_state() {
        let small = map().small(&[0]);
        let path =
            |class: &str| small.split(&format!(r#"class="{class}" d=""#)).nth(1).and_then(|rest| rest.split('"').next()).map(str::to_owned);
        assert_eq!(path("states__on"), path("states__all"));
        assert_eq!(map().in_words(&[0]), "all, nationwide");
        assert_eq!(map().in_codes(&[0]), "All");
        assert_eq!(map().in_codes(&[5, 3, 1]), "AL MS LA");
    }

    #[test]
    fn a_map_is_small_enough_for_ten_thousand_cards() {
        let ids: Vec<&str> =
            MAP.iter().flat_map(|row| (0..COLUMNS).filter_map(|at| row.get(at * 2..at * 2 + 2))).filter(|id| *id != "  ").collect();
        let every_other: Vec<usize> = (0..ids.len()).step_by(2).collect();
        let map = Map::of(&vocabulary(&ids)).expect("all states");
        assert!(map.small(&every_other).len() < 700, "{}", map.small(&every_other).len());
    }

    #[test]
    fn states_are_told_in_words_in_the_order_of_the_vocabulary() {
        assert_eq!(map().in_words(&[]), "none");
        assert_eq!(map().in_words(&[4, 1]), "<al> and <tx>");
        assert_eq!(map().in_words(&[1, 2, 3, 4]), "<al>, <ga>, <ms> and <tx>");
        assert_eq!(map().in_words(&[1, 2, 3, 4, 5]), "<al>, <ga>, <ms> and 2 more");
        let large = map().large(&[4, 1]);
        assert!(large.contains("<title>Map of states: &lt;al&gt; and &lt;tx&gt;</title>"), "{large}");
        assert_eq!(large.matches("on-step--5").count(), 2);
    }

    #[test]
    fn more_is_darker() {
        let heat = map().heat(&[9, 1, 10, 0, 5]);
        assert!(heat.contains("<title>Map of states, the darker the more: from 0 to 10 in &lt;ga&gt;</title>"), "{heat}");
        for (step, d) in [(1, "M120 129h18"), (3, "M60 149h18"), (5, "M140 129h18")] {
            assert!(heat.contains(&format!(r#"<path class="step step--{step}" d="{d}"/>"#)), "{step}: {heat}");
        }
    }

    #[test]
    fn a_list_of_regions_has_no_map() {
        assert!(Map::of(&vocabulary(&["north", "south", "la"])).is_none());
    }
}
