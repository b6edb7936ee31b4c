//! Sets of small numbers.

/// A set of small numbers, a bit for each.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Bits(Vec<u64>);

impl Bits {
    pub fn add(&mut self, n: usize) {
        let word = n / 64;
        if self.0.len() <= word {
            self.0.resize(word + 1, 0);
        }
        self.0[word] |= 1 << (n % 64);
    }

    pub fn remove(&mut self, n: usize) {
        if let Some(word) = self.0.get_mut(n / 64) {
            *word &= !(1 << (n % 64));
        }
    }

    pub fn has(&self, n: usize) -> bool {
        self.0.get(n / 64).is_some_and(|word| word & (1 << (n % 64)) != 0)
    }

    /// Adds what is in the other.
    pub fn join(&mut self, other: &Self) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        for (a, b) in self.0.iter_mut().zip(&other.0) {
            *a |= b;
        }
    }

    /// Keeps what is in the other, too.
    pub fn meet(&mut self, other: &Self) {
        self.0.truncate(other.0.len());
        for (a, b) in self.0.iter_mut().zip(&other.0) {
            *a &= b;
        }
    }

    pub fn count(&self) -> i64 {
        self.0.iter().map(|word| i64::from(word.count_ones())).sum()
    }

    /// How many are in both.
    pub fn shared(&self, other: &Self) -> i64 {
        self.0.iter().zip(&other.0).map(|(a, b)| i64::from((a & b).count_ones())).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(numbers: &[usize]) -> Bits {
        let mut bits = Bits::default();
        for n in numbers {
            bits.add(*n);
        }
        bits
    }

    #[test]
    fn sets_of_any_lengths_are_joined_met_and_counted() {
        let (short, long) = (of(&[1, 2, 63]), of(&[2, 64, 1000]));
        assert_eq!(
            (short.count(), long.count(), short.shared(&long), long.shared(&short)),
            (3, 3, 1, 1)
        );
        let mut all = short.clone();
        all.join(&long);
        assert_eq!(all.count(), 5);
        all.meet(&short);
        assert_eq!(all.count(), 3);
        let mut few = long.clone();
        few.meet(&of(&[64]));
        assert_eq!(few, of(&[64]));
        assert!(few.has(64) && !few.has(2) && !few.has(5000));
        few.remove(64);
        few.remove(5000);
        assert_eq!(few.count(), 0);
    }
}
