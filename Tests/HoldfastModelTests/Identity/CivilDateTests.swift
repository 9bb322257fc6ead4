import HoldfastModel
import Testing

@Suite struct `Days of the calendar` {
  @Test(arguments: [
    (CivilDate(year: 1970, month: 1, day: 1), 0), (CivilDate(year: 1969, month: 12, day: 31), -1),
    (CivilDate(year: 2000, month: 2, day: 29), 11_016), (CivilDate(year: 2000, month: 3, day: 1), 11_017),
    (CivilDate(year: 2100, month: 2, day: 28), 47_540), (CivilDate(year: 2100, month: 3, day: 1), 47_541),
  ])
  func `have the numbers that they have elsewhere`(date: CivilDate, number: Int) {
    #expect(date.dayNumber == number)
    #expect(CivilDate(dayNumber: number) == date)
  }

  @Test func `follow one another without a gap, over the centuries`() {
    var last = CivilDate(dayNumber: -200_001)
    for number in -200_000...200_000 {
      let date = CivilDate(dayNumber: number)
      let isNext =
        date.day == 1
        ? last.day >= 28 && date.month == last.month % 12 + 1
        : date == CivilDate(year: last.year, month: last.month, day: last.day + 1)
      guard date.dayNumber == number, isNext else {
        Issue.record("\(date) is day \(number), and comes after \(last)")
        return
      }
      last = date
    }
  }
}
