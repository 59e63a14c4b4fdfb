"""Questions: quizzes, the checklist, the student's progress, the recall of earlier chapters."""
