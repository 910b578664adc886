import numpy as np

from assistant.training.bags import Bags, joined, offsets_of


def bags(*rows):
    flat = np.asarray([token for row in rows for token in row], np.int32)
    return Bags(flat, offsets_of(np.asarray([len(row) for row in rows], np.int64)))


def rows(found):
    return [found.row(number).tolist() for number in range(len(found))]


def test_take_keeps_the_order_asked_for():
    assert rows(bags([1, 2], [], [3]).take(np.asarray([2, 0, 1, 0]))) == [[3], [1, 2], [], [1, 2]]


def test_keep_leaves_bags_in_place():
    found = bags([1, 2], [3], [4, 5]).keep(np.asarray([True, False, False, False, True]))
    assert rows(found) == [[1], [], [5]]


def test_joined_puts_part_after_part():
    assert rows(joined([bags([1], [2, 3]), bags([4, 5], []), bags([], [6])])) == [[1, 4, 5], [2, 3, 6]]


def test_owners_name_the_bag_of_each_token():
    assert bags([1, 2], [], [3]).owners().tolist() == [0, 0, 2]
