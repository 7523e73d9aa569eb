//! A shelf of books: Rust 2024 syntax in one file.
#![warn(missing_docs)]

use std::{
    collections::{BTreeMap, HashMap as Table},
    fmt::{self, Display},
    sync::Arc,
};

pub use std::error::Error;

/// How many books fit.
pub const MAX_BOOKS: usize = 1_000;
pub(crate) static COUNT: std::sync::atomic::AtomicUsize = std::sync::atomic::AtomicUsize::new(0);

/// A kind of book.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Genre {
    /// Made up.
    Fiction,
    /// Not made up.
    History { since: i32 },
    /// Something else.
    Other(u8, u8),
}

/// A shelf.
pub struct Shelf<'a, T: Display + 'a, const N: usize = 8>
where
    T: Clone,
{
    /// Its name.
    pub name: &'a str,
    books: BTreeMap<String, T>,
    raw: [u8; N],
}

pub struct Meters(pub f64);
pub struct Unit;

/// What can be read.
pub trait Readable: Send + Sync {
    type Page<'p>
    where
        Self: 'p;
    const PAGES: u32 = 1;
    fn read(&self) -> Result<Self::Page<'_>, Box<dyn Error>>;
    async fn later(&mut self) -> Option<u8> {
        None
    }
}

impl<'a, T: Display + Clone, const N: usize> Shelf<'a, T, N> {
    /// Makes an empty shelf.
    #[must_use]
    pub const fn new(name: &'a str) -> Self {
        Self { name, books: BTreeMap::new(), raw: [0; N] }
    }

    /// Finds a book.
    pub fn find<Q>(&self, title: &Q) -> Option<&T>
    where
        String: std::borrow::Borrow<Q>,
        Q: Ord + ?Sized,
    {
        self.books.get(title)
    }

    pub fn titles(&self) -> impl Iterator<Item = &String> + use<'_, 'a, T, N> {
        self.books.keys()
    }

    fn first(&self) -> Option<(&String, &T)> {
        let Some((title, book)) = self.books.iter().next() else {
            return None;
        };
        if let Some(last) = title.chars().last() && last.is_ascii_digit() {
            return None;
        }
        Some((title, book))
    }

    pub async fn wait(self: Arc<Self>, times: impl Iterator<Item = u64>) -> u64 {
        let mut total = 0;
        'outer: for time in times {
            while total < time {
                total += match time {
                    0 => break 'outer,
                    1..=9 | 11 => 1,
                    n @ 12..20 if n % 2 == 0 => n,
                    20.. => 0x_ff,
                    _ => unsafe { std::mem::transmute::<i64, u64>(-1) },
                };
            }
        }
        total
    }
}

impl<T: Display + Clone, const N: usize> Display for Shelf<'_, T, N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{name}: {0:>1$}", self.books.len(), 4, name = self.name)?;
        Ok(())
    }
}

/// Counts words.
pub fn count<'t>(text: &'t str) -> Table<&'t str, usize> {
    let mut table = Table::new();
    for word in text.split_whitespace().filter(|w| !w.is_empty()) {
        *table.entry(word).or_default() += 1;
    }
    table
}

pub unsafe extern "C" fn raw(pointer: *const u8) -> u8 {
    unsafe { *pointer }
}

macro_rules! largest {
    ($one:expr) => { $one };
    ($one:expr, $($rest:expr),+ $(,)?) => {{ let rest = largest!($($rest),+); if $one > rest { $one } else { rest } }};
}

pub mod inner {
    pub type Callback<'f> = Box<dyn FnMut(&str) -> Result<(), ()> + 'f>;
    pub fn call(mut callback: Callback<'_>) -> bool {
        let text = r#"raw "text""#;
        let bytes = b"bytes\x00";
        let c = c"text";
        let closure = async move |x: u8| x as char;
        let _ = (bytes, c, closure);
        callback(text).is_ok() || matches!(text.len(), 1 | 2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_largest() {
        assert_eq!(largest!(1, 3, 2), 3);
        let [first, .., last] = [1, 2, 3];
        let (a, b): (i32, f64) = (first + last, 1e-3);
        let range = ..=a;
        let _ = (b, range, &raw const a);
    }
}
