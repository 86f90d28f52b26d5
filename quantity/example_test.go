package quantity_test

import (
	"fmt"

	"entente/quantity"
)

func ExampleParse() {
	for _, text := range []string{"40", "30..50", "30..40..55", "likely", "50..30"} {
		v, err := quantity.Parse(text)
		if err != nil {
			fmt.Println("error:", err)
			continue
		}
		fmt.Printf("%s: mid %s, median %.3f\n", v, quantity.Format(v.Mid()), v.Quantile(0.5))
	}
	// Output:
	// 40: mid 40, median 40.000
	// 30..50: mid 40, median 40.000
	// 30..40..55: mid 40, median 40.637
	// likely (0.55..0.8): mid 0.675, median 0.675
	// error: "50..30": has its low bound above its high bound
}
