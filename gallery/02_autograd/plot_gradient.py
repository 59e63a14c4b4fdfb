r"""
Le gradient, à la main puis par PyTorch
=======================================

La dérivée de :math:`y = x^2 + 3x` par la règle de la chaîne, par une classe
de vingt-cinq lignes, puis par PyTorch. Le graphe de calcul est dessiné
en parcourant les vrais nœuds que PyTorch a créés.
"""

# %% imports
import matplotlib.pyplot as plt
import torch


# %% chaine-a-la-main
# Chaque étape a une dérivée locale. On multiplie le long d'un chemin,
# on additionne les chemins.
for x in (2.0, 3.0):
    a = x**2        # dérivée locale : 2x
    b = 3 * x       # dérivée locale : 3
    y = a + b       # dérivées locales : 1 et 1
    par_a = 1 * 2 * x   # le chemin y → a → x
    par_b = 1 * 3       # le chemin y → b → x
    print(f"x = {x:.0f}  y = {y:.0f}  dy/dx = "
          f"{par_a:.0f} + {par_b} = {par_a + par_b:.0f}")

# %% classe-valeur
# Un nombre qui retient de quels nombres il vient, et avec quelles dérivées
# locales. C'est tout ce qu'il faut pour rétropropager.
class Valeur:
    def __init__(self, nombre, parents=()):
        self.nombre, self.grad = nombre, 0.0
        self.parents = parents  # couples (parent, dérivée locale)

    def __add__(self, autre):
        return Valeur(self.nombre + autre.nombre,
                      [(self, 1.0), (autre, 1.0)])

    def __mul__(self, autre):
        return Valeur(self.nombre * autre.nombre,
                      [(self, autre.nombre), (autre, self.nombre)])

    def ranger(self, ordre):  # les parents d'abord
        if self not in ordre:
            for parent, _ in self.parents:
                parent.ranger(ordre)
            ordre.append(self)
        return ordre

    def retropropager(self):
        self.grad = 1.0
        for valeur in reversed(self.ranger([])):
            for parent, locale in valeur.parents:
                parent.grad += valeur.grad * locale


# %% essai-valeur
for nombre in (2.0, 3.0):
    x_valeur, trois = Valeur(nombre), Valeur(3.0)
    y_valeur = x_valeur * x_valeur + trois * x_valeur
    y_valeur.retropropager()
    print("y =", y_valeur.nombre, "  x.grad =", x_valeur.grad)

# %% premier-gradient
x = torch.tensor([2.0, 3.0], requires_grad=True)  # (2,)
y = x**2 + 3 * x                                  # (2,)
y.sum().backward()
print("y      =", y)
print("x.grad =", x.grad)

# %% accord-des-trois
# Papier, classe et PyTorch donnent les mêmes nombres.
def gradient_par_la_classe(nombre):
    u = Valeur(nombre)
    (u * u + Valeur(3.0) * u).retropropager()
    return int(u.grad)


gradient_en_2, gradient_en_3 = map(gradient_par_la_classe, (2.0, 3.0))
assert (gradient_en_2, gradient_en_3) == (7, 9)
assert par_a + par_b == gradient_en_3          # papier, x = 3
assert y_valeur.nombre == 18 and x_valeur.grad == gradient_en_3
assert x.grad.tolist() == [gradient_en_2, gradient_en_3]

# %% valeur-contre-pytorch
# Le même calcul, plus long, par la classe et par PyTorch.
def calcul(u, v):
    m = u * v + u
    return m * m + v * m


u, v = Valeur(1.5), Valeur(-0.5)
calcul(u, v).retropropager()

tu = torch.tensor(1.5, requires_grad=True)
tv = torch.tensor(-0.5, requires_grad=True)
calcul(tu, tv).backward()

assert u.grad == tu.grad.item() and v.grad == tv.grad.item()
print("Valeur  :", u.grad, v.grad)
print("PyTorch :", tu.grad.item(), tv.grad.item())

# %% pentes
# Un seul ``backward`` donne la pente en sept points : chaque terme de la
# somme ne dépend que de son propre point.
points = torch.tensor([-4.5, -3.5, -2.5, -1.5, 0.0, 1.0, 2.0],
                      requires_grad=True)  # (7,)
hauteurs = points**2 + 3 * points          # (7,)
hauteurs.sum().backward()
print(points.grad)

# %% fleches
abscisses = torch.linspace(-5.4, 2.6, 200)
fig, ax = plt.subplots(figsize=(9, 4.8), layout="constrained")
ax.plot(abscisses, abscisses**2 + 3 * abscisses)
for p, h, pente in zip(points.tolist(), hauteurs.tolist(),
                       points.grad.tolist()):
    bout = p + 0.17 * pente
    if pente:
        ax.annotate("", xy=(bout, h), xytext=(p, h), arrowprops=dict(
            arrowstyle="-|>", color="C1", lw=2.5, shrinkA=0, shrinkB=0))
    ax.plot(p, h, "o", color="C0", ms=9)
    texte = f"pente {pente:.0f}".replace("-", "−")
    if pente:
        ax.text(bout, h, f"  {texte}  ", va="center", color="C1",
                ha="left" if pente > 0 else "right")
    else:
        ax.text(p, h - 1.3, texte, ha="center", color="C1")
ax.set(xlabel="x", ylabel="y = x² + 3x", xlim=(-7.6, 5.2), ylim=(-4.2, 12))
# Figure : la parabole y = x² + 3x et sept points. De chaque point part une
# flèche horizontale, longue comme la pente : vers la gauche à gauche du
# minimum, vers la droite à droite, absente au minimum où la pente est nulle.
plt.show()

# %% sortie-scalaire
# ``backward`` sans argument demande un seul nombre à dériver.
x = torch.tensor([2.0, 3.0], requires_grad=True)
y = x**2 + 3 * x  # (2,)
try:
    y.backward()
except RuntimeError as erreur:
    print(type(erreur).__name__, ":", erreur)

# %% ponderation
# Avec un vecteur de poids, ``backward`` dérive la somme pondérée.
y.backward(gradient=torch.tensor([1.0, 10.0]))
print(x.grad)  # 1 fois 7, 10 fois 9
assert x.grad.tolist() == [7.0, 90.0]

# %% entiers
try:
    torch.tensor([2, 3], requires_grad=True)
except RuntimeError as erreur:
    print(type(erreur).__name__)
    print(erreur)

# %% feuilles
# Une feuille est un tenseur que personne n'a calculé à partir d'un tenseur
# suivi : les données et les paramètres.
c = torch.tensor([1.0, 1.0])                      # donnée
x = torch.tensor([2.0, 3.0], requires_grad=True)  # paramètre
a = x**2 + c                                      # calculé
s = a.sum()                                       # calculé
for nom, t in [("c", c), ("x", x), ("a", a), ("s", s)]:
    noeud = t.grad_fn.name() if t.grad_fn else None
    print(nom, f"requires_grad={t.requires_grad!s:5}",
          f"is_leaf={t.is_leaf!s:5}", f"grad_fn={noeud}")

# %% gradient-intermediaire
a.retain_grad()
s.backward()
print("c.grad =", c.grad)
print("x.grad =", x.grad)
print("a.grad =", a.grad)
assert c.grad is None and x.grad.tolist() == [4.0, 6.0]

# %% fausse-feuille
# Multiplier après ``requires_grad=True`` fabrique un tenseur calculé :
# la feuille est perdue.
poids = torch.ones(3, requires_grad=True) * 0.1   # calculé
bons_poids = (torch.ones(3) * 0.1).requires_grad_()  # feuille
print("poids      :", poids.is_leaf)
print("bons_poids :", bons_poids.is_leaf)

# %% grad-fn
x = torch.tensor([2.0, 3.0], requires_grad=True)
s = (x**2 + 3 * x).sum()
print(s.grad_fn.name())
somme = s.grad_fn.next_functions[0][0]
print(somme.name())
for noeud, _ in somme.next_functions:
    print("  ", noeud.name())

# %% parcours
# ``next_functions`` mène d'un nœud à ceux dont il provient. La liste grandit
# pendant qu'on la parcourt.
def parcourir(racine):
    noeuds, aretes = [racine], []
    for noeud in noeuds:
        for rang, (suivant, _) in enumerate(noeud.next_functions):
            if suivant is not None:  # None : une constante
                aretes.append((noeud, rang, suivant))
                if suivant not in noeuds:
                    noeuds.append(suivant)
    return noeuds, aretes


noeuds, aretes = parcourir(s.grad_fn)
print(len(noeuds), "nœuds,", len(aretes), "arêtes")

# %% ecoute
# Un crochet par nœud note ce que le nœud envoie pendant ``backward``.
def ecouter(noeuds):
    envois = {}
    for noeud in noeuds:
        def noter(envoyes, recus, noeud=noeud):
            envois[noeud] = envoyes

        noeud.register_hook(noter)
    return envois


envois = ecouter(noeuds)
s.backward()
print(x.grad)

# %% nombres-du-graphe
nombre_de_noeuds, nombre_d_aretes = len(noeuds), len(aretes)
par_nom = {n.name().split("::")[-1]: envois[n] for n in noeuds}
assert (nombre_de_noeuds, nombre_d_aretes) == (5, 5)
assert par_nom["PowBackward0"][0].tolist() == [4.0, 6.0]
assert par_nom["MulBackward0"][0].tolist() == [3.0, 3.0]
assert par_nom["AccumulateGrad"] == ()
assert x.grad.tolist() == [7.0, 9.0]

# %% etages
# Un nœud se place un étage plus bas que tous ceux qui lui envoient un
# gradient.
def placer(noeuds, aretes):
    etage = dict.fromkeys(noeuds, 0)
    for _ in noeuds:
        for haut, _, bas in aretes:
            etage[bas] = max(etage[bas], etage[haut] + 1)
    position = {}
    for niveau in set(etage.values()):
        rangee = [n for n in noeuds if etage[n] == niveau]
        for i, noeud in enumerate(rangee):
            position[noeud] = (i - (len(rangee) - 1) / 2, -niveau)
    return position


# %% ecriture
def ecrire(gradient):
    nombres = " ; ".join(f"{g:g}" for g in gradient.reshape(-1).tolist())
    return f"({nombres})" if gradient.dim() else nombres


# %% fleche
def relier(ax, depart, arrivee, boite_depart, boite_arrivee, texte):
    ax.annotate("", xy=arrivee, xytext=depart, arrowprops=dict(
        arrowstyle="-|>", color="C1", lw=2.5, mutation_scale=20,
        patchA=boite_depart.get_bbox_patch(), shrinkA=2,
        patchB=boite_arrivee.get_bbox_patch(), shrinkB=2))
    milieu_x = (depart[0] + arrivee[0]) / 2
    milieu_y = (depart[1] + arrivee[1]) / 2
    cote = -1 if milieu_x < 0 else 1
    ecart = 0.15 if depart[0] != arrivee[0] else 0.08
    ax.text(milieu_x + ecart * cote, milieu_y, texte, color="C1",
            va="center", ha="right" if cote < 0 else "left")


# %% dessin
def dessiner(ax, noeuds, aretes, envois, feuille):
    position = placer(noeuds, aretes)
    boites = {}
    for noeud, (px, py) in position.items():
        nom, couleur = noeud.name().split("::")[-1], "C0"
        if not noeud.next_functions:
            nom += f"\nx.grad = {ecrire(feuille.grad)}"
            couleur = "C2"
        boites[noeud] = ax.text(
            px, py, nom, ha="center", va="center", weight="bold",
            color="white", bbox=dict(boxstyle="round,pad=0.4", lw=0,
                                     facecolor=couleur))
    for haut, rang, bas in aretes:
        relier(ax, position[haut], position[bas], boites[haut],
               boites[bas], ecrire(envois[haut][rang]))
    fond = min(py for _, py in position.values())
    ax.set(xlim=(-1.2, 1.2), ylim=(fond - 0.4, 0.3))
    ax.axis("off")


# %% graphe
fig, ax = plt.subplots(figsize=(8.5, 5.2), layout="constrained")
dessiner(ax, noeuds, aretes, envois, x)
# Figure : le graphe de la somme de x² + 3x. De haut en bas, SumBackward0
# envoie (1 ; 1) à AddBackward0, qui envoie (1 ; 1) à PowBackward0 et à
# MulBackward0. Ceux-ci envoient (4 ; 6) et (3 ; 3) à AccumulateGrad, le
# seul nœud sans suite, où x.grad vaut (7 ; 9).
plt.show()

# %% boucle
# La longueur de la boucle dépend des données.
def doubler(x):
    while x.sum() < 10:
        x = 2 * x
    return x.sum()


depart_loin = torch.tensor([1.0, 1.0], requires_grad=True)
depart_pres = torch.tensor([4.0, 4.0], requires_grad=True)
for depart in (depart_loin, depart_pres):
    doubler(depart).backward()
    print(depart.tolist(), "->", depart.grad)

# %% deux-graphes
fig, axes = plt.subplots(1, 2, figsize=(8, 5.2), layout="constrained")
tours = []
for ax, depart in zip(axes, (depart_loin, depart_pres)):
    depart.grad = None
    resultat = doubler(depart)
    noeuds, aretes = parcourir(resultat.grad_fn)
    envois = ecouter(noeuds)
    resultat.backward()
    tours.append(sum(n.name() == "MulBackward0" for n in noeuds))
    dessiner(ax, noeuds, aretes, envois, depart)
    for texte in ax.texts:
        texte.set_size(17)
    ax.set_title(f"x = {ecrire(depart)}", fontsize=17)
    ax.set_ylim(-4.4, 0.25)
# Figure : deux graphes de la même fonction. À gauche, pour x = (1 ; 1),
# trois nœuds MulBackward0 à la suite et un gradient de (8 ; 8). À droite,
# pour x = (4 ; 4), un seul nœud MulBackward0 et un gradient de (2 ; 2).
plt.show()

# %% auto-evaluation
# Les réponses des questions du chapitre, calculées.
x = torch.tensor([2.0, 3.0], requires_grad=True)
(x**3).sum().backward()
cube_gradient = [int(g) for g in x.grad.tolist()]
cube_sans_facteur = [int(g) for g in (x.detach() ** 2).tolist()]
cube_valeurs = [int(v) for v in (x.detach() ** 3).tolist()]

X = torch.ones(5, 3, requires_grad=True)  # (5, 3)
(X**2).mean().backward()
forme_gradient = X.grad.shape
forme_perte = (X**2).mean().shape
forme_lignes = (X**2).mean(dim=1).shape

# %% verifications
# Ce que le chapitre affirme de cet exemple.
tours_loin, tours_pres = tours

assert points.grad[3] == 0 and points[3] == -1.5
assert not poids.is_leaf and bons_poids.is_leaf
assert (tours_loin, tours_pres) == (3, 1)
assert depart_loin.grad.tolist() == [2.0**tours_loin] * 2
assert depart_pres.grad.tolist() == [2.0**tours_pres] * 2
assert cube_gradient == [12, 27]
assert tuple(forme_gradient) == (5, 3)
