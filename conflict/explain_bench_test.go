package conflict

import "testing"

// BenchmarkExplainAll opens all verdicts of a model.
func BenchmarkExplainAll(b *testing.B) {
	for _, size := range []struct {
		name                       string
		dms, options, irreversible int
	}{{"dms=4/states=512", 4, 9, 0}, {"dms=4/states=512/irreversible=1", 4, 9, 1}, {"dms=4/states=8192", 4, 13, 0}} {
		b.Run(size.name, func(b *testing.B) {
			m := randomModel(b, size.dms, size.options, size.irreversible)
			b.ReportAllocs()
			n := 0
			for b.Loop() {
				q := mustInquire(b, m)
				for range q.ExplainAll {
					n++
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(n), "ns/verdict")
		})
	}
}

// BenchmarkSlides finds the slides of all states under all concepts.
func BenchmarkSlides(b *testing.B) {
	m := randomModel(b, 4, 9, 0)
	var slides []Slide
	b.ReportAllocs()
	for b.Loop() {
		q := mustInquire(b, m)
		for i := range m.DecisionMakers() {
			for _, c := range Concepts {
				slides = q.Slides(c, i, false, slides[:0])
			}
		}
	}
}
