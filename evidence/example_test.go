package evidence_test

import (
	"fmt"

	"entente/evidence"
)

func ExampleParseValue() {
	w, err := evidence.ParseValue("0..10 <- fa:5, ll ¶4 ? the speaker hedges")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(w.Value.Low, w.Value.High, w.Basis)
	fmt.Println(evidence.FormatPlaces(w.Places))
	fmt.Println(w.Reason)
	// Output:
	// 0 10 evidence
	// fa ¶5, ll ¶4
	// the speaker hedges
}

func ExampleFinder_Find() {
	frozen, err := evidence.Freeze([]byte("A new first line.\r\n\r\nThe speaker said: “flights have not stopped”."))
	if err != nil {
		fmt.Println(err)
		return
	}
	found := evidence.NewFinder(frozen.Text).Find(evidence.Span{Exact: `"flights have not stopped"`, Start: new(18), End: new(44)})
	fmt.Println(found.Status, found.Extent, "paragraph", found.Paragraph)
	// Output:
	// moved {37 63} paragraph 2
}
