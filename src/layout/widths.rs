//! How the width of a table is shared among its columns.

/// What a column asks for, in terminal cells.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wish {
    /// The widest line in it.
    pub(super) natural: usize,
    /// Below this it is unreadable; a column narrower by nature needs no more than that.
    pub(super) min: usize,
    /// Its share of what is left, against the other columns'. With none it is never wrapped.
    pub(super) weight: usize,
}

impl Wish {
    fn least(self) -> usize {
        if self.weight == 0 {
            self.natural
        } else {
            self.natural.min(self.min)
        }
    }
}

/// The widths, together at most `available`; `None` if the least that is asked for is more.
///
/// Every column first gets its least, then the rest is shared by weight; what a column does not
/// need goes to those that do.
pub(super) fn share(wishes: &[Wish], available: usize) -> Option<Vec<usize>> {
    let mut widths: Vec<usize> = wishes.iter().map(|wish| wish.least()).collect();
    let mut left = available.checked_sub(widths.iter().sum())?;
    loop {
        let hungry: Vec<usize> = (0..wishes.len())
            .filter(|&i| widths[i] < wishes[i].natural)
            .collect();
        let weights: usize = hungry.iter().map(|&i| wishes[i].weight).sum();
        if left == 0 || weights == 0 {
            return Some(widths);
        }
        let pot = left;
        for i in hungry {
            // At least one cell each, so that the last cells go too and every round ends nearer.
            let part = (pot * wishes[i].weight / weights).max(1);
            let part = part.min(wishes[i].natural - widths[i]).min(left);
            widths[i] += part;
            left -= part;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wish(natural: usize, min: usize, weight: usize) -> Wish {
        Wish {
            natural,
            min,
            weight,
        }
    }

    #[test]
    fn what_fits_is_left_as_it_is() {
        let wishes = [wish(10, 4, 1), wish(20, 4, 1)];
        assert_eq!(share(&wishes, 30), Some(vec![10, 20]));
        assert_eq!(share(&wishes, 300), Some(vec![10, 20]));
    }

    #[test]
    fn the_rest_goes_by_weight_and_need() {
        let wishes = [wish(10, 4, 0), wish(100, 8, 1), wish(100, 8, 3)];
        assert_eq!(share(&wishes, 66), Some(vec![10, 18, 38]));
        let wishes = [wish(12, 8, 5), wish(100, 8, 1)];
        assert_eq!(share(&wishes, 50), Some(vec![12, 38]));
    }

    #[test]
    fn too_little_is_said() {
        assert_eq!(share(&[wish(50, 10, 1), wish(50, 10, 0)], 59), None);
        assert_eq!(share(&[], 0), Some(vec![]));
    }
}
