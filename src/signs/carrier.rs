//! Several signs on one carrier: which order, and how many.

use super::design::Design;

/// More signs than people read at one door.
pub const MOST: usize = 4;

/// Too many signs for one carrier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{0} signs are too many for one carrier; people read {MOST} at most")]
pub struct Crowded(pub usize);

/// The signs in the order they hang in: warning, prohibition, mandatory action, information; from
/// left to right, then from top to bottom (GB 2894-2025 7.3.3). Signs of one kind keep their order.
pub fn arrange<'d>(designs: &[&'d Design]) -> Result<Vec<&'d Design>, Crowded> {
    if designs.len() > MOST {
        return Err(Crowded(designs.len()));
    }
    let mut arranged = designs.to_vec();
    arranged.sort_by_key(|design| design.kind);
    Ok(arranged)
}

#[cfg(test)]
mod tests {
    use super::super::design::Catalogue;
    use super::*;

    fn ids(arranged: &[&Design]) -> Vec<String> {
        arranged.iter().map(|design| design.id.clone()).collect()
    }

    #[test]
    fn warnings_come_first_and_information_last() {
        let catalogue = Catalogue::load().unwrap();
        let find = |id| catalogue.find(id).unwrap();
        let mixed = ["i-elec", "m-lock", "p-entry", "w-hv"].map(find);
        let arranged = arrange(&mixed).unwrap();
        assert_eq!(ids(&arranged), ["w-hv", "p-entry", "m-lock", "i-elec"]);
    }

    #[test]
    fn signs_of_one_kind_keep_their_order() {
        let catalogue = Catalogue::load().unwrap();
        let find = |id| catalogue.find(id).unwrap();
        let climbing = ["p-entry", "p-climb", "w-hv"].map(find);
        let arranged = arrange(&climbing).unwrap();
        assert_eq!(ids(&arranged), ["w-hv", "p-entry", "p-climb"]);
    }

    #[test]
    fn five_signs_are_too_many_and_no_suggestion_makes_so_many() {
        let catalogue = Catalogue::load().unwrap();
        let five: Vec<&Design> = catalogue.designs().iter().take(5).collect();
        assert_eq!(arrange(&five), Err(Crowded(5)));
        for design in catalogue.designs() {
            assert!(design.pair_with.len() < MOST, "{}", design.id);
        }
    }
}
