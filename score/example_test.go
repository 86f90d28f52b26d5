package score_test

import (
	"fmt"

	"entente/score"
)

// Eight questions that were open in September 2016, with what came of them. The
// probabilities are placeholders that show the arithmetic.
func ExampleSkill() {
	p := []float64{0.5, 0.4, 0.7, 0.4, 0.6, 0.1, 0.3, 0.1}
	happened := []int{0, 1, 1, 0, 0, 0, 0, 0}
	even := []float64{0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5}
	s, err := score.Skill(p, happened, even)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("on %d questions: Brier %.5f, of even odds %.2f, skill %.3f\n", s.N, s.Brier, s.ReferenceBrier, *s.Skill)
	// Output: on 8 questions: Brier 0.16625, of even odds 0.25, skill 0.335
}

func ExampleBrier() {
	_, err := score.Brier(1.4, 1)
	fmt.Println(err)
	// Output: 1.4 is no probability; give a number in 0..1 [scoring/bad-probability]
}
